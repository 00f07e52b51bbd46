using VpceTools.Repairs;

namespace VpceTools.Checks;

/// <summary>The calls that switch a VPC's DNS attributes on, in the order in which they have an effect: support first, then host names.</summary>
internal static class VpcDnsRepair
{
    /// <summary>The calls for whatever private DNS needs and the VPC is known to lack.</summary>
    public static IEnumerable<RepairAction> ForPrivateDns(CheckContext context)
    {
        if (!context.Index.VpcAttributes.TryGetValue(context.Endpoint.VpcId, out var attributes))
            yield break;
        if (attributes.EnableDnsSupport == false)
            yield return Enable(context, VpcDnsAttribute.EnableDnsSupport);
        if (attributes.EnableDnsHostnames == false)
            yield return Enable(context, VpcDnsAttribute.EnableDnsHostnames);
    }

    /// <summary>One call.</summary>
    public static ModifyVpcAttribute Enable(CheckContext context, VpcDnsAttribute attribute) =>
        new(context.Endpoint.VpcId, attribute) { Region = context.Region };
}
