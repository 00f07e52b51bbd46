using System.Text;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <content>The call as text: parameters, <c>aws</c> CLI, AWS.Tools.</content>
public sealed partial record ModifyVpcEndpoint
{
    private IEnumerable<(string Parameter, string AwsCli, string PowerShell, ValueList<string> Values)> Lists =>
        new[]
        {
            (nameof(AddSubnetIds), "--add-subnet-ids", "-AddSubnetId", AddSubnetIds),
            (nameof(RemoveSubnetIds), "--remove-subnet-ids", "-RemoveSubnetId", RemoveSubnetIds),
            (nameof(AddRouteTableIds), "--add-route-table-ids", "-AddRouteTableId", AddRouteTableIds),
            (nameof(RemoveRouteTableIds), "--remove-route-table-ids", "-RemoveRouteTableId", RemoveRouteTableIds),
            (nameof(AddSecurityGroupIds), "--add-security-group-ids", "-AddSecurityGroupId", AddSecurityGroupIds),
            (nameof(RemoveSecurityGroupIds), "--remove-security-group-ids", "-RemoveSecurityGroupId", RemoveSecurityGroupIds),
        }.Where(list => list.Item4.Count > 0);

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString("VpcEndpointId", EndpointId);
        foreach (var (parameter, _, _, values) in Lists)
            json.WriteTexts(parameter, values);
        json.WriteFlag(nameof(PrivateDnsEnabled), PrivateDnsEnabled);
        if (PrivateDnsOnlyForInboundResolverEndpoint is { } inboundOnly)
        {
            json.WriteStartObject("DnsOptions");
            json.WriteBoolean(nameof(PrivateDnsOnlyForInboundResolverEndpoint), inboundOnly);
            json.WriteEndObject();
        }

        json.WriteText(nameof(PolicyDocument), PolicyDocument);
        if (ResetPolicy)
            json.WriteBoolean(nameof(ResetPolicy), true);
    }

    private protected override void AppendAwsCli(StringBuilder line)
    {
        line.Append("modify-vpc-endpoint --vpc-endpoint-id ").Append(CommandText.Posix(EndpointId));
        foreach (var (_, option, _, values) in Lists)
            line.Append($" {option} {CommandText.Posix(values)}");
        if (PrivateDnsEnabled is { } on)
            line.Append(on ? " --private-dns-enabled" : " --no-private-dns-enabled");
        if (PrivateDnsOnlyForInboundResolverEndpoint is { } inboundOnly)
            line.Append(" --dns-options PrivateDnsOnlyForInboundResolverEndpoint=").Append(inboundOnly ? "true" : "false");
        if (PolicyDocument is not null)
            line.Append(" --policy-document ").Append(CommandText.PosixQuoted(PolicyDocument));
        if (ResetPolicy)
            line.Append(" --reset-policy");
    }

    private protected override void AppendPowerShell(StringBuilder line)
    {
        line.Append("Edit-EC2VpcEndpoint -VpcEndpointId ").Append(CommandText.PowerShell(EndpointId));
        foreach (var (_, _, parameter, values) in Lists)
            line.Append($" {parameter} {string.Join(",", values.Select(CommandText.PowerShell))}");
        if (PrivateDnsEnabled is { } on)
            line.Append(on ? " -PrivateDnsEnabled $true" : " -PrivateDnsEnabled $false");
        if (PrivateDnsOnlyForInboundResolverEndpoint is { } inboundOnly)
            line.Append(" -DnsOptions_PrivateDnsOnlyForInboundResolverEndpoint ").Append(inboundOnly ? "$true" : "$false");
        if (PolicyDocument is not null)
            line.Append(" -PolicyDocument ").Append(CommandText.PowerShellQuoted(PolicyDocument));
        if (ResetPolicy)
            line.Append(" -ResetPolicy $true");
    }
}
