using System.Text;

namespace VpceTools.Repairs;

/// <summary>Switches one DNS attribute of a VPC on. EC2 takes one attribute a call.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="Attribute">The attribute.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html</remarks>
public sealed record ModifyVpcAttribute(string VpcId, VpcDnsAttribute Attribute) : RepairAction
{
    /// <inheritdoc/>
    public override string Operation => "ModifyVpcAttribute";

    /// <inheritdoc/>
    public override string ResourceId => VpcId;

    /// <inheritdoc/>
    public override string Description => Attribute == VpcDnsAttribute.EnableDnsSupport ? "set enableDnsSupport to true" : "set enableDnsHostnames to true";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect => Attribute == VpcDnsAttribute.EnableDnsSupport
        ? "Every host of the VPC can then resolve names through the Route 53 Resolver, private hosted zones of the VPC included."
        : "Instances with public addresses get public DNS host names, and private DNS names of the VPC's endpoints start to resolve.";

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(Attribute == VpcDnsAttribute.EnableDnsSupport
        ? $"modify-vpc-attribute --vpc-id {VpcId} --enable-dns-support '{{\"Value\":true}}'"
        : $"modify-vpc-attribute --vpc-id {VpcId} --enable-dns-hostnames '{{\"Value\":true}}'");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(Attribute == VpcDnsAttribute.EnableDnsSupport
        ? $"Edit-EC2VpcAttribute -VpcId {VpcId} -EnableDnsSupport $true"
        : $"Edit-EC2VpcAttribute -VpcId {VpcId} -EnableDnsHostnames $true");
}
