using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions.Code;

/// <summary>Writes changes as parts of a Terraform or OpenTofu configuration.</summary>
internal static class HclText
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["AWS::EC2::SecurityGroupIngress"] = "aws_vpc_security_group_ingress_rule",
        ["AWS::EC2::SecurityGroupEgress"] = "aws_vpc_security_group_egress_rule",
        ["AWS::EC2::NetworkAclEntry"] = "aws_network_acl_rule",
        ["AWS::EC2::Route"] = "aws_route",
        ["AWS::EC2::VPC"] = "aws_vpc",
        ["AWS::EC2::VPCEndpoint"] = "aws_vpc_endpoint",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["GroupId"] = "security_group_id", ["IpProtocol"] = "ip_protocol", ["FromPort"] = "from_port", ["ToPort"] = "to_port",
        ["CidrIp"] = "cidr_ipv4", ["CidrIpv6"] = "cidr_ipv6", ["SourceSecurityGroupId"] = "referenced_security_group_id",
        ["DestinationSecurityGroupId"] = "referenced_security_group_id", ["SourcePrefixListId"] = "prefix_list_id",
        ["DestinationPrefixListId"] = "prefix_list_id", ["NetworkAclId"] = "network_acl_id", ["RuleNumber"] = "rule_number",
        ["Egress"] = "egress", ["Protocol"] = "protocol", ["RuleAction"] = "rule_action", ["CidrBlock"] = "cidr_block",
        ["Ipv6CidrBlock"] = "ipv6_cidr_block", ["PrivateDnsEnabled"] = "private_dns_enabled", ["SubnetIds"] = "subnet_ids",
        ["RouteTableIds"] = "route_table_ids", ["SecurityGroupIds"] = "security_group_ids", ["PolicyDocument"] = "policy",
        ["VpcId"] = "vpc_id", ["ServiceName"] = "service_name", ["VpcEndpointType"] = "vpc_endpoint_type",
        ["RouteTableId"] = "route_table_id", ["DestinationCidrBlock"] = "destination_cidr_block",
        ["DestinationIpv6CidrBlock"] = "destination_ipv6_cidr_block", ["TransitGatewayId"] = "transit_gateway_id",
        ["VpcPeeringConnectionId"] = "vpc_peering_connection_id", ["GatewayId"] = "gateway_id",
        ["EnableDnsSupport"] = "enable_dns_support", ["EnableDnsHostnames"] = "enable_dns_hostnames",
    };

    /// <summary>In a block inside of a group the words are those of the group.</summary>
    private static readonly Dictionary<string, string> InlineNames = new(StringComparer.Ordinal)
    {
        ["ip_protocol"] = "protocol", ["cidr_ipv4"] = "cidr_blocks", ["cidr_ipv6"] = "ipv6_cidr_blocks",
        ["referenced_security_group_id"] = "security_groups", ["prefix_list_id"] = "prefix_list_ids",
    };

    /// <summary>The changes; empty where code has no word for any of them.</summary>
    public static string Of(IEnumerable<CodeChange> changes, CodeNames names)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return string.Join("\n", changes
            .Where(change => names.OriginOf(change.ResourceId) is not { Language: not CodeLanguage.Terraform })
            .Select(change => Of(change, names, taken)));
    }

    private static string Of(CodeChange change, CodeNames names, Dictionary<string, int> taken)
    {
        var origin = names.OriginOf(change.ResourceId);
        // What lies in somebody else's module is not changed by hand: the module's inputs are.
        if (origin is { Scope.Length: > 0, IsOwnModule: false })
            return Advice(change, origin, names);
        var isInline = change.Suffix is not null && names.HasInlineRules(change.ResourceId, change.IsEgress);
        if (change.Suffix is null || isInline)
        {
            var place = origin is null ? $"the {(isInline ? "aws_security_group" : Types[change.Type])} {change.ResourceId}"
                : origin.Address + (origin.Line is { } line ? $" (line {line})" : "");
            if (!isInline)
                return $"# In {place}:\n{Lines(change.Properties, "", inline: false)}";
            var inside = Lines(change.Properties.Where(property => property.Name != "GroupId"), "  ", inline: true);
            return $"# In {place}:\n{(change.IsEgress ? "egress" : "ingress")} {{\n{inside}\n}}";
        }

        return $"resource \"{Types[change.Type]}\" \"{LabelOf(origin, change, taken)}\" {{\n"
            + $"{Lines(change.Properties, "  ", inline: false)}\n}}";

        string Lines(IEnumerable<CodeProperty> properties, string indent, bool inline) =>
            string.Join("\n", properties.Select(property => indent + Line(property, inline)));

        string Line(CodeProperty property, bool inline)
        {
            if (property.Kind == CodeValueKind.Ports)
                return $"from_port = {property.Values[0]}\n  to_port = {property.Values[1]}";
            var values = property.Values.Select(value => Value(property, value, origin, names)).ToList();
            var name = NameOf(property);
            if (inline && InlineNames.TryGetValue(name, out var other))
                return other == "protocol" ? $"{other} = {values[0]}" : $"{other} = [{values[0]}]";
            return property.Kind switch
            {
                CodeValueKind.Added => $"{name} = [{string.Join(", ", values)}] # add",
                CodeValueKind.Ids => $"{name} = [{string.Join(", ", values)}]",
                CodeValueKind.Service => $"{name} = {Quoted(property.Values[0])}",
                _ => $"{name} = {values[0]}",
            };
        }
    }

    private static string Advice(CodeChange change, CodeOrigin origin, CodeNames names)
    {
        var properties = change.Suffix is null ? change.Properties : [];
        var from = $"# {origin.Address} comes from {origin.Scope}{(origin.ModuleSource is { } source ? $" ({source})" : "")}: change ";
        var (block, kind) = change.Type switch
        {
            "AWS::EC2::VPCEndpoint" => ("endpoints", "its endpoints"),
            "AWS::EC2::Route" => ("routes", "its routes"),
            _ => (change.IsEgress ? "egress" : "ingress", "its rules"),
        };
        var makes = properties.Count > 0 ? properties.Select(NameOf).ToList() : [block];
        var inputs = makes.Select(name => origin.ModuleInputs.TryGetValue(name, out var input) ? input : null).OfType<string>().Distinct()
            .ToList();
        var what = string.Join(", ", properties.Select(property => $"{NameOf(property)} "
            + (property.Kind == CodeValueKind.Added ? $"has {string.Join(", ", property.Values.Select(Shown))} too"
                : property.Kind == CodeValueKind.Document ? "is another one" : $"is {Shown(property.Values[0])}")));
        return from + (inputs.Count > 0 ? $"its input {string.Join(", ", inputs)}"
            : $"the input of the module that makes {(properties.Count > 0 ? string.Join(", ", makes) : kind)}")
            + (what.Length > 0 ? $", so that {what}." : ".");

        string Shown(string id) => names.OriginOf(id)?.Address ?? id;
    }

    private static string NameOf(CodeProperty property) => Names.TryGetValue(property.Name, out var name) ? name : property.Name;

    private static string Value(CodeProperty property, string value, CodeOrigin? from, CodeNames names) => property.Kind switch
    {
        CodeValueKind.Number => value,
        CodeValueKind.Id or CodeValueKind.Added or CodeValueKind.Ids => Reference(value, from, names, "id"),
        CodeValueKind.Block => names.OwnerOf(value) is { } owner && names.OriginOf(owner) is { Language: CodeLanguage.Terraform }
            ? Reference(owner, from, names, "cidr_block", value) : $"\"{value}\"",
        // What begins a template in HCL stands doubled, in a policy's variables too:
        // https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
        CodeValueKind.Document => $"jsonencode({names.DocumentOf(Literal(value), id => Reference(id, from, names, "id"))})",
        _ => Quoted(value),
    };

    private static string Quoted(string text) => Literal(JsonSerializer.Serialize(text));

    private static string Literal(string text) => text.Replace("${", "$${").Replace("%{", "%%{");

    private static string Reference(string id, CodeOrigin? from, CodeNames names, string attribute, string? literal = null)
    {
        if (names.OriginOf(id) is { Language: CodeLanguage.Terraform, Comes: null } to && from is not null
            && CodeNames.AreTogether(from, to)
            && !to.Address.StartsWith("data.", StringComparison.Ordinal))
            return $"{(to.Scope.Length == 0 ? to.Address : to.Address.Substring(to.Scope.Length + 1))}.{attribute}";
        return literal is not null ? $"\"{literal}\""
            : !names.IsMadeUp(id) ? $"\"{id}\""
            : $"\"\" /* the id of {names.OriginOf(id)?.Address.Replace("*/", "* /") ?? "a resource that is not in the code"} */";
    }

    /// <summary>A label that nothing has yet, from that of the resource to which the new one belongs.</summary>
    private static string LabelOf(CodeOrigin? origin, CodeChange change, Dictionary<string, int> taken)
    {
        var label = new StringBuilder();
        foreach (var sign in origin is null ? "endpoint" : origin.Address.Substring(origin.Address.LastIndexOf('.') + 1))
            label.Append(char.IsLetterOrDigit(sign) ? sign : '_');
        var name = $"{label.ToString().Trim('_')}_{change.Suffix!.ToLowerInvariant()}";
        taken[name] = taken.TryGetValue(name, out var count) ? count + 1 : 1;
        return taken[name] == 1 ? name : $"{name}_{taken[name]}";
    }
}
