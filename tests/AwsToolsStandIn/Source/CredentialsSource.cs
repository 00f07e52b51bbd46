namespace Amazon.PowerShell.Common;

internal enum CredentialsSource
{
    Strings,
    Profile,
    CredentialsObject,
    Session,
    Environment,
    Container,
    InstanceProfile,
    Unknown,
}
