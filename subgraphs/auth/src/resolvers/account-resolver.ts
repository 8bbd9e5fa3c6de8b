import { requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { AccountDeletion } from '../application/delete-account.js';
import type { PasswordManagement } from '../application/manage-password.js';
import type { Registration } from '../application/register-account.js';
import type { EmailVerification } from '../application/verify-email.js';
import type { AuthContext } from './auth-context.js';
import {
  ChangePasswordInput,
  DeleteAccountInput,
  RegisterInput,
  RequestPasswordResetInput,
  ResendVerificationInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from './inputs/account-inputs.js';
import {
  ChangePasswordPayload,
  DeleteAccountPayload,
  RegisterPayload,
  RequestPasswordResetPayload,
  ResendVerificationPayload,
  ResetPasswordPayload,
  VerifyEmailPayload,
} from './payloads/account-payloads.js';
import { showUser } from './show.js';

export interface AccountUseCases {
  readonly register: Registration;
  readonly emails: EmailVerification;
  readonly passwords: PasswordManagement;
  readonly deleteAccount: AccountDeletion;
}

@Resolver()
export class AccountResolver {
  constructor(private readonly useCases: AccountUseCases) {}

  @Mutation(() => RegisterPayload, {
    description: 'Opens an account and sends a mail to verify the address.',
  })
  async register(@Arg('input', () => RegisterInput) input: RegisterInput) {
    return { user: showUser(await this.useCases.register(input)), userErrors: [] };
  }

  @Mutation(() => VerifyEmailPayload, {
    description: 'Verifies an e-mail address with the token of the mail.',
  })
  async verifyEmail(@Arg('input', () => VerifyEmailInput) { token }: VerifyEmailInput) {
    return { user: showUser(await this.useCases.emails.verify(token)), userErrors: [] };
  }

  @Mutation(() => ResendVerificationPayload, {
    description: 'Sends another mail to verify an e-mail address, if it needs one.',
  })
  async resendVerification(
    @Arg('input', () => ResendVerificationInput) { email }: ResendVerificationInput,
    @Ctx() { clientAddress }: AuthContext,
  ) {
    await this.useCases.emails.resend(email, clientAddress);
    return { accepted: true, userErrors: [] };
  }

  @Mutation(() => RequestPasswordResetPayload, {
    description: 'Sends a mail with which a forgotten password can be replaced, if there is such an account.',
  })
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput) { email }: RequestPasswordResetInput,
    @Ctx() { clientAddress }: AuthContext,
  ) {
    await this.useCases.passwords.requestReset(email, clientAddress);
    return { accepted: true, userErrors: [] };
  }

  @Mutation(() => ResetPasswordPayload, {
    description: 'Replaces a forgotten password with the token of the mail. Ends all sessions.',
  })
  async resetPassword(@Arg('input', () => ResetPasswordInput) input: ResetPasswordInput) {
    return { user: showUser(await this.useCases.passwords.reset(input)), userErrors: [] };
  }

  @Mutation(() => ChangePasswordPayload, { description: 'Replaces the password. Ends all other sessions.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: AuthContext,
  ) {
    const { userId, email, sessionId = null } = requireUser(context);
    const user = await this.useCases.passwords.change({
      userId,
      email,
      password: input.currentPassword,
      newPassword: input.newPassword,
      sessionId,
      address: context.clientAddress,
    });
    return { user: showUser(user), userErrors: [] };
  }

  @Mutation(() => DeleteAccountPayload, {
    description: 'Deletes the account, and what names the person, everywhere. There is no way back.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) { password }: DeleteAccountInput,
    @Ctx() context: AuthContext,
  ) {
    const { userId, email } = requireUser(context);
    const deletedUserId = await this.useCases.deleteAccount({
      userId,
      email,
      password,
      address: context.clientAddress,
    });
    return { deletedUserId, userErrors: [] };
  }
}
