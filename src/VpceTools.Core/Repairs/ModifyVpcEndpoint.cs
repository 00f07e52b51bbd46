using System.Text;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>Changes a VPC endpoint. What is null or empty stays as it is.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html</remarks>
public sealed record ModifyVpcEndpoint(string EndpointId) : RepairAction
{
    /// <summary>Subnets in which to put an interface; one for each Availability Zone.</summary>
    public ValueList<string> AddSubnetIds { get; init; } = [];

    /// <summary>Route tables to associate with a gateway endpoint.</summary>
    public ValueList<string> AddRouteTableIds { get; init; } = [];

    /// <summary>Security groups to add.</summary>
    public ValueList<string> AddSecurityGroupIds { get; init; } = [];

    /// <summary>Whether to switch private DNS on.</summary>
    public bool EnablePrivateDns { get; init; }

    /// <summary>
    /// For services that also have gateway endpoints: whether private DNS is to answer inbound Resolver endpoints only. EC2 takes true where nothing
    /// is said, and then refuses private DNS in a VPC that has no gateway endpoint.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns</remarks>
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    /// <summary>The policy to put in place, as JSON text.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>Whether to restore the default policy, which allows everything.</summary>
    public bool ResetPolicy { get; init; }

    /// <inheritdoc/>
    public override string Operation => "ModifyVpcEndpoint";

    /// <inheritdoc/>
    public override string ResourceId => EndpointId;

    /// <inheritdoc/>
    public override string Description => string.Join(" and ", new[]
    {
        AddSubnetIds.Count > 0 ? $"add an interface in {AddSubnetIds}" : null,
        AddRouteTableIds.Count > 0 ? $"associate {AddRouteTableIds}" : null,
        AddSecurityGroupIds.Count > 0 ? $"add security group {AddSecurityGroupIds}" : null,
        EnablePrivateDns ? "enable private DNS" : null,
        PolicyDocument is not null ? "put a policy in place" : null,
        ResetPolicy ? "restore the default policy" : null,
    }.Where(part => part is not null));

    /// <inheritdoc/>
    public override RepairRisk Risk =>
        AddRouteTableIds.Count > 0 || EnablePrivateDns || ResetPolicy || PolicyDocument is not null ? RepairRisk.Caution : RepairRisk.Safe;

    /// <inheritdoc/>
    public override string? SideEffect
    {
        get
        {
            var parts = new List<string>();
            if (AddSubnetIds.Count > 0)
                parts.Add("Each added interface is charged by the hour.");
            if (AddRouteTableIds.Count > 0)
                parts.Add("Open connections to the service through these route tables drop, and source addresses turn private, so policies that rely on aws:SourceIp may answer 403.");
            if (EnablePrivateDns)
                parts.Add("Every client of the VPC is sent to the endpoint from then on: mend security groups and network ACLs first.");
            if (PolicyDocument is not null)
                parts.Add("What passes the endpoint is what this policy allows from then on.");
            if (ResetPolicy)
                parts.Add("Everything that the present policy forbids is allowed through the endpoint from then on.");
            return parts.Count == 0 ? null : string.Join(" ", parts);
        }
    }

    private protected override void AppendAwsCli(StringBuilder line)
    {
        line.Append("modify-vpc-endpoint --vpc-endpoint-id ").Append(EndpointId);
        AppendList(line, " --add-subnet-ids ", AddSubnetIds, " ");
        AppendList(line, " --add-route-table-ids ", AddRouteTableIds, " ");
        AppendList(line, " --add-security-group-ids ", AddSecurityGroupIds, " ");
        if (EnablePrivateDns)
            line.Append(" --private-dns-enabled");
        if (PrivateDnsOnlyForInboundResolverEndpoint is { } inboundOnly)
            line.Append(" --dns-options PrivateDnsOnlyForInboundResolverEndpoint=").Append(inboundOnly ? "true" : "false");
        if (PolicyDocument is not null)
            line.Append(" --policy-document '").Append(PolicyDocument.Replace("'", "'\\''")).Append('\'');
        if (ResetPolicy)
            line.Append(" --reset-policy");
    }

    private protected override void AppendPowerShell(StringBuilder line)
    {
        line.Append("Edit-EC2VpcEndpoint -VpcEndpointId ").Append(EndpointId);
        AppendList(line, " -AddSubnetId ", AddSubnetIds, ",");
        AppendList(line, " -AddRouteTableId ", AddRouteTableIds, ",");
        AppendList(line, " -AddSecurityGroupId ", AddSecurityGroupIds, ",");
        if (EnablePrivateDns)
            line.Append(" -PrivateDnsEnabled $true");
        if (PrivateDnsOnlyForInboundResolverEndpoint is { } inboundOnly)
            line.Append(" -DnsOptions_PrivateDnsOnlyForInboundResolverEndpoint ").Append(inboundOnly ? "$true" : "$false");
        if (PolicyDocument is not null)
            AppendQuoted(line.Append(" -PolicyDocument "), PolicyDocument);
        if (ResetPolicy)
            line.Append(" -ResetPolicy $true");
    }

    private static void AppendList(StringBuilder line, string option, ValueList<string> values, string separator)
    {
        if (values.Count > 0)
            line.Append(option).Append(string.Join(separator, values));
    }

    // PowerShell takes the typographic quotes for single quotes too, and any of them twice for itself
    // (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules).
    private static void AppendQuoted(StringBuilder line, string text)
    {
        line.Append('\'');
        foreach (var character in text)
            line.Append(character, character is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? 2 : 1);
        line.Append('\'');
    }
}
