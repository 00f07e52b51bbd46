using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The output of describe-vpc-attribute, which names one VPC and one attribute: <c>{"VpcId": …, "EnableDnsSupport": {"Value": true}}</c>.
/// </summary>
internal static class VpcAttributeEvidence
{
    private const string DnsSupport = "EnableDnsSupport";
    private const string DnsHostnames = "EnableDnsHostnames";

    public static EvidenceKind<VpcDnsAttributes> Row { get; } = new(ResourceKind.VpcAttribute, "ec2", "DescribeVpcAttribute")
    {
        Purpose = "DNS resolution and DNS host names, two calls a VPC",
        IdOf = attributes => attributes.VpcId,
        Select = id => $"--vpc-id {id} --attribute enableDnsSupport (and enableDnsHostnames)",
        Get = network => network.VpcAttributes,
        With = (network, items) => network with { VpcAttributes = items },
        Check = attributes => IdForm.Vpc.Check("VpcId", attributes.VpcId),
        Merge = Merge,
        Forms = slot =>
        [
            Of(slot, DnsSupport, attributes => attributes.EnableDnsSupport, value => new("", value, null)),
            Of(slot, DnsHostnames, attributes => attributes.EnableDnsHostnames, value => new("", null, value)),
        ],
    };

    /// <summary>Each output names one attribute.</summary>
    private static VpcDnsAttributes? Merge(VpcDnsAttributes first, VpcDnsAttributes second) =>
        Agree(first.EnableDnsSupport, second.EnableDnsSupport) && Agree(first.EnableDnsHostnames, second.EnableDnsHostnames)
            ? new(first.VpcId, first.EnableDnsSupport ?? second.EnableDnsSupport, first.EnableDnsHostnames ?? second.EnableDnsHostnames)
            : null;

    private static bool Agree(bool? first, bool? second) => first is null || second is null || first == second;

    private static WholeDocument<VpcDnsAttributes> Of(
        ResourceSlot<VpcDnsAttributes> slot, string attribute, Func<VpcDnsAttributes, bool?> get, Func<bool?, VpcDnsAttributes> make) =>
            new(slot)
            {
                Completes = ResourceKind.VpcAttribute,
                Key = attribute,
                FileName = "describe-vpc-attribute",
                Suffix = "-" + char.ToLowerInvariant(attribute[0]) + attribute.Substring(1),
                Id = document => document.Text("VpcId"),
                Items = network => network.VpcAttributes,
                Holds = attributes => get(attributes) is not null,
                Read = document => make(document.Object(attribute)?.Flag("Value")) with { VpcId = document.RequiredText("VpcId") },
                Writer = _ => (json, attributes) =>
                {
                    json.WriteText("VpcId", attributes.VpcId);
                    json.WriteStartObject(attribute);
                    json.WriteFlag("Value", get(attributes));
                    json.WriteEndObject();
                },
            };
}
