using System.Security.Cryptography;
using System.Text;

namespace VpceTools.Planned;

/// <summary>
/// Ids for what is not there yet, in the form that AWS gives: made from the address, so that the same code has the same ids each time.
/// </summary>
internal static class PlannedId
{
    /// <summary>What the ids of hosted zones begin with, which have no hyphen and no small letter.</summary>
    public const string HostedZone = "Z";

    /// <summary>Stands for the zone in which AWS keeps the names of endpoints.</summary>
    public const string EndpointZone = "Z00000000000000000000";

    private const int Digits = 17;
    private const int ZoneDigits = 20;

    /// <summary>The id of a resource, or of what comes with it.</summary>
    /// <param name="prefix">The kind, for example <c>vpce</c>.</param>
    /// <param name="address">The address in the code; for what comes with a resource, its address and a name.</param>
    public static string Of(string prefix, string address)
    {
        var bytes = Encoding.UTF8.GetBytes(prefix + "\n" + address);
#if NET
        var digest = SHA256.HashData(bytes);
#else
        using var hash = SHA256.Create();
        var digest = hash.ComputeHash(bytes);
#endif
        var text = new StringBuilder();
        foreach (var part in digest)
            text.Append(part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return prefix == HostedZone ? prefix + text.ToString(0, ZoneDigits).ToUpperInvariant() : $"{prefix}-{text.ToString(0, Digits)}";
    }

    /// <summary>
    /// A name for an endpoint in the form that AWS gives: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html.
    /// </summary>
    public static string DnsNameOf(string endpointId) => $"{endpointId}-planned0.vpce.amazonaws.com";

    /// <summary>The route table that comes with a transit gateway.</summary>
    public static string TransitTableOf(string gatewayId) => Of("tgw-rtb", gatewayId + ".DefaultRouteTable");

    /// <summary>The ARN of what a Route 53 Profile can hold.</summary>
    /// <param name="service">The service and the kind of resource, as they stand in its ARN.</param>
    /// <param name="id">Its id.</param>
    public static string ArnOf((string Service, string Kind) service, string id) => $"arn:aws:{service.Service}:::{service.Kind}/{id}";

    /// <summary>The default security group that comes with a VPC.</summary>
    public static string DefaultGroupOf(string vpcId) => Of("sg", vpcId + ".DefaultSecurityGroup");

    /// <summary>The default network ACL that comes with a VPC.</summary>
    public static string DefaultAclOf(string vpcId) => Of("acl", vpcId + ".DefaultNetworkAcl");

    /// <summary>The main route table that comes with a VPC.</summary>
    public static string MainRouteTableOf(string vpcId) => Of("rtb", vpcId + ".MainRouteTable");

    /// <summary>The DHCP options that a VPC has without any of its own.</summary>
    public static string DhcpOptionsOf(string vpcId) => Of("dopt", vpcId + ".DhcpOptions");

    /// <summary>The prefix list of the service of a gateway endpoint.</summary>
    public static string PrefixListOf(string endpointId) => Of("pl", endpointId + ".PrefixList");

    /// <summary>The interface of an endpoint in a subnet.</summary>
    public static string InterfaceOf(string endpointId, string subnetId) => Of("eni", endpointId + "." + subnetId);
}
