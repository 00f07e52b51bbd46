using System.Security.Cryptography;
using System.Text;

namespace VpceTools.Planned;

/// <summary>
/// Ids for what is not there yet, in the form that AWS gives: made from the address, so that the same code has the same ids each time.
/// </summary>
internal static class PlannedId
{
    private const int Digits = 17;

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
        var text = new StringBuilder(prefix).Append('-');
        foreach (var part in digest.Take((Digits + 1) / 2))
            text.Append(part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString(0, prefix.Length + 1 + Digits);
    }

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
