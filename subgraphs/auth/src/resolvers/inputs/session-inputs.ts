import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IsKnownEmail, IsKnownPassword, IsToken } from './account-rules.js';

@InputType({ description: 'Who signs in.' })
export class LoginInput {
  @Field(() => String, { description: 'The e-mail address of the account.' })
  @IsKnownEmail()
  email: string;

  @Field(() => String, { description: 'The password.' })
  @IsKnownPassword()
  password: string;
}

@InputType({ description: 'A session that goes on.' })
export class RefreshTokenInput {
  @Field(() => String, { description: 'The refresh token that came last. It can be used once.' })
  @IsToken()
  refreshToken: string;
}

@InputType({ description: 'A session that ends.' })
export class LogoutInput {
  @Field(() => String, {
    nullable: true,
    description: "A refresh token of the session; the access token's session when left out.",
  })
  @IsOptional()
  @IsToken()
  refreshToken?: string | null;
}

@InputType({ description: 'A token that is to be void.' })
export class RevokeTokenInput {
  @Field(() => String, {
    description:
      'An access token, which is revoked alone, or a refresh token, which takes its session with it.',
  })
  @IsToken()
  token: string;
}
