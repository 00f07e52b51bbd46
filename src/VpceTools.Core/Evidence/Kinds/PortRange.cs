namespace VpceTools.Evidence.Kinds;

/// <summary>Reads the ports (or ICMP type and code) of a rule and refuses what EC2 cannot have written.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html</remarks>
internal static class PortRange
{
    private const int MaximumPort = 65535;
    private const int MaximumIcmp = 255;

    /// <summary>The values of FromPort and ToPort.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="protocol">The protocol by name or number.</param>
    public static (int? From, int? To) Read(DocumentNode rule, string protocol)
    {
        var isIcmp = protocol is "icmp" or "icmpv6" or "1" or "58";
        var from = Number(rule, "FromPort", isIcmp ? MaximumIcmp : MaximumPort);
        var to = Number(rule, "ToPort", isIcmp ? MaximumIcmp : MaximumPort);
        if (!isIcmp && from is { } first && to is { } last && first > last)
            throw rule.Unreadable("ToPort", last.ToString(), $"at or above FromPort {first}");
        if (protocol is "tcp" or "udp" or "6" or "17" && from is null != to is null)
            throw rule.Missing(from is null ? "FromPort" : "ToPort");
        return (from, to);
    }

    /// <summary>The values of From and To of a network ACL entry's port range.</summary>
    public static (int From, int To) ReadAclRange(DocumentNode range)
    {
        var from = Number(range, "From", MaximumPort) ?? throw range.Missing("From");
        var to = Number(range, "To", MaximumPort) ?? throw range.Missing("To");
        return from is >= 0 && from <= to ? (from, to) : throw range.Unreadable("To", to.ToString(), $"at or above From {from}");
    }

    private static int? Number(DocumentNode node, string name, int maximum)
    {
        var number = node.Number(name);
        return number is null or (>= -1) && (number ?? 0) <= maximum ? number
            : throw node.Unreadable(name, number.ToString()!, $"a number from -1 to {maximum}");
    }
}
