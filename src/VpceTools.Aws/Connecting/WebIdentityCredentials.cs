using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// A role assumed with a web identity token, as on EKS and in the workflows of GitHub. The SDK's own class looks for the assembly of AWS
/// STS by name, like that of other roles (see <see cref="RoleCredentials"/>), and calls the default profile's Region; here the client is
/// our own and its Region the one that is read, whose partition is the role's.
/// </summary>
internal sealed class WebIdentityCredentials(AssumeRoleWithWebIdentityCredentials given, RegionEndpoint region, IWebProxy? proxy)
    : AssumeRoleWithWebIdentityCredentials(given.WebIdentityTokenFile, given.RoleArn, given.RoleSessionName)
{
    /// <summary>A client without credentials: the token is its own proof.</summary>
    protected override ICoreAmazonSTS CreateClient() => TokenServices.SecurityToken(new AnonymousAWSCredentials(), region, proxy);
}
