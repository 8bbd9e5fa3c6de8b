import { requireUser } from '@techally/subgraph-kit';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { SetPreferencesOperation } from '../application/manage-preferences.js';
import type { RegisterDeviceOperation } from '../application/register-device.js';
import { RegisterDeviceInput, SetPreferencesInput } from './inputs/settings-inputs.js';
import { RegisterDevicePayload, SetPreferencesPayload } from './payloads/user-payloads.js';
import { showDevice, showPreferences } from './show.js';
import type { UserContext } from './user-context.js';

@Resolver()
export class SettingsResolver {
  constructor(
    private readonly changePreferences: SetPreferencesOperation,
    private readonly addDevice: RegisterDeviceOperation,
  ) {}

  @Mutation(() => SetPreferencesPayload, { description: 'Changes how you want to be spoken to.' })
  async setPreferences(
    @Arg('input', () => SetPreferencesInput) input: SetPreferencesInput,
    @Ctx() context: UserContext,
  ) {
    const preferences = await this.changePreferences({
      userId: requireUser(context).userId,
      version: input.version ?? null,
      change: {
        ...(input.emailNotifications == null ? {} : { emailNotifications: input.emailNotifications }),
        ...(input.smsNotifications == null ? {} : { smsNotifications: input.smsNotifications }),
        ...(input.pushNotifications == null ? {} : { pushNotifications: input.pushNotifications }),
        ...(input.marketing == null ? {} : { marketing: input.marketing }),
        ...(input.locale == null ? {} : { locale: input.locale }),
        ...(input.currency === undefined ? {} : { currency: input.currency }),
      },
    });
    return { preferences: showPreferences(preferences), userErrors: [] };
  }

  @Mutation(() => RegisterDevicePayload, {
    description:
      'Registers a device for push messages; the same token again brings it up to date. The 50 seen last are kept.',
  })
  async registerDevice(
    @Arg('input', () => RegisterDeviceInput) input: RegisterDeviceInput,
    @Ctx() context: UserContext,
  ) {
    const { token, platform, name } = input;
    const device = await this.addDevice({
      userId: requireUser(context).userId,
      token,
      platform,
      name: name ?? null,
    });
    return { device: showDevice(device), userErrors: [] };
  }
}
