/**
 * Types of data that CloudWatch Logs finds, by the ids that AWS has for them. Those of a country end with its code: `BankAccountNumber-DE`.
 *
 * Source: CloudWatch Logs user guide, Types of data that you can protect, with its tables of data identifier ARNs. A selection: what applications log by mistake.
 */
export const dataIdentifiers: readonly string[] = `
  Address EmailAddress IpAddress LatLong Name VehicleIdentificationNumber
  AwsSecretKey OpenSshPrivateKey PgpPrivateKey PkcsPrivateKey PuttyPrivateKey
  CreditCardExpiration CreditCardNumber CreditCardSecurityCode
  BankAccountNumber-DE BankAccountNumber-ES BankAccountNumber-FR BankAccountNumber-GB BankAccountNumber-IT BankAccountNumber-US
  PhoneNumber-BR PhoneNumber-DE PhoneNumber-ES PhoneNumber-FR PhoneNumber-GB PhoneNumber-IT PhoneNumber-US
`
  .trim()
  .split(/\s+/);
