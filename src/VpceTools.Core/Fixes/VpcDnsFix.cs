using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>
/// The calls that switch a VPC's DNS attributes on, in the order in which they have an effect: support first, then hostnames.
/// </summary>
internal static class VpcDnsFix
{
    /// <summary>The calls for whatever private DNS needs and the VPC is known to lack.</summary>
    public static IEnumerable<RepairAction> ForPrivateDns(EndpointView view)
    {
        if (!view.Index.VpcAttributes.TryGetValue(view.Endpoint.VpcId, out var attributes))
            yield break;
        if (attributes.EnableDnsSupport == false)
            yield return Enable(view, VpcDnsAttribute.EnableDnsSupport);
        if (attributes.EnableDnsHostnames == false)
            yield return Enable(view, VpcDnsAttribute.EnableDnsHostnames);
    }

    /// <summary>One call.</summary>
    public static ModifyVpcAttribute Enable(EndpointView view, VpcDnsAttribute attribute) =>
        new(view.Endpoint.VpcId, attribute) { Region = view.Region };
}
