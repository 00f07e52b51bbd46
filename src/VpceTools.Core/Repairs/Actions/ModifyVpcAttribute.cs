using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Switches one DNS attribute of a VPC. EC2 takes one attribute a call.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Value">Whether it is to be on.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html</remarks>
public sealed record ModifyVpcAttribute(string VpcId, VpcDnsAttribute Attribute, bool Value = true) : RepairAction
{
    /// <summary>
    /// Whether the change sends clients to an endpoint whose policy is not the default, and nobody said which calls that policy has to
    /// allow.
    /// </summary>
    public bool IsOverPolicy { get; init; }

    /// <inheritdoc/>
    public override string Operation => "ModifyVpcAttribute";

    /// <inheritdoc/>
    public override string ResourceId => VpcId;

    /// <inheritdoc/>
    public override string Description =>
        $"set {(Attribute == VpcDnsAttribute.EnableDnsSupport ? "enableDnsSupport" : "enableDnsHostnames")} to {Text}";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect => IsOverPolicy ? $"{Effect} {ModifyVpcEndpoint.PolicyEffect}" : Effect;

    private string Effect => (Attribute, Value) switch
    {
        (VpcDnsAttribute.EnableDnsSupport, true) =>
            "Every host of the VPC can then resolve names through the Route 53 Resolver, private hosted zones of the VPC included.",
        (VpcDnsAttribute.EnableDnsSupport, false) => "No host of the VPC can resolve names through the Route 53 Resolver from then on.",
        (_, true) =>
            "Instances with public addresses get public DNS hostnames, and private DNS names of the VPC's endpoints start to resolve.",
        _ => "Private DNS names of the VPC's endpoints no longer resolve to them, and instances lose their public DNS hostnames.",
    };

    private string Text => Value ? "true" : "false";

    internal override RepairPhase Phase => Attribute == VpcDnsAttribute.EnableDnsSupport ? RepairPhase.DnsSupport
        : RepairPhase.DnsHostnames;

    internal override bool IsPresentIn(VpcNetwork network) => network.VpcAttributes.Any(a => a.VpcId == VpcId);

    internal override string? OwnerIn(VpcNetwork network) => network.Vpcs.FirstOrDefault(v => v.Id == VpcId)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) =>
        network.VpcAttributes.FirstOrDefault(a => a.VpcId == VpcId) is { } known
        && (Attribute == VpcDnsAttribute.EnableDnsSupport ? known.EnableDnsSupport : known.EnableDnsHostnames) == Value;

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) =>
        network.VpcAttributes.Any(a => a.VpcId == VpcId) ? null : $"The DNS attributes of {VpcId} are not in the evidence.";

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network with
    {
        VpcAttributes = network.VpcAttributes.Select(a => a.VpcId != VpcId ? a
            : Attribute == VpcDnsAttribute.EnableDnsSupport ? a with { EnableDnsSupport = Value } : a with { EnableDnsHostnames = Value })
                .ToValueList(),
    };

    internal override RepairAction Inverse(VpcNetwork before) => this with { Value = !Value, IsOverPolicy = false };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(VpcId), VpcId);
        json.WriteStartObject(Attribute == VpcDnsAttribute.EnableDnsSupport ? "EnableDnsSupport" : "EnableDnsHostnames");
        json.WriteBoolean(nameof(Value), Value);
        json.WriteEndObject();
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"modify-vpc-attribute --vpc-id {CommandText.Posix(VpcId)} "
            + $"{(Attribute == VpcDnsAttribute.EnableDnsSupport ? "--enable-dns-support" : "--enable-dns-hostnames")} "
                + $"'{{\"Value\":{Text}}}'");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Edit-EC2VpcAttribute -VpcId {CommandText.PowerShell(VpcId)} "
            + $"{(Attribute == VpcDnsAttribute.EnableDnsSupport ? "-EnableDnsSupport" : "-EnableDnsHostnames")} ${Text}");
}

/// <summary>The DNS attributes of a VPC.</summary>
public enum VpcDnsAttribute : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary><c>enableDnsSupport</c>.</summary>
    EnableDnsSupport,

    /// <summary><c>enableDnsHostnames</c>.</summary>
    EnableDnsHostnames,
}
