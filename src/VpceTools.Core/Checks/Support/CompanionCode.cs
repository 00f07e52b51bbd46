using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Repairs.Actions.Code;

namespace VpceTools.Checks.Support;

/// <summary>
/// The endpoints that a task lacks, as code would add them: a gateway endpoint on the route tables of the clients where one will do, which
/// is free, else an interface endpoint in the subnets and with the groups of the one that is there.
/// </summary>
internal static class CompanionCode
{
    public static ValueList<CodeChange> Of(CheckContext context, string region, IEnumerable<TaskNeed> needs)
    {
        var tables = ClientSubnets.All(context).Select(client => client.SubnetId!).Distinct(StringComparer.Ordinal)
            .Select(id => context.Index.Subnets.TryGetValue(id, out var subnet) ? context.Index.RouteTableOf(subnet)?.Id : null)
            .OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToValueList();
        return
        [
            .. needs.Select(need => need.AnyOf[0]).Where(way => way.Service is not null).GroupBy(way => way.Service!)
                .Select(ways => Change(context, region, ways.First(), tables)).OfType<CodeChange>(),
        ];
    }

    private static CodeChange? Change(CheckContext context, string region, NeedWay way, ValueList<string> tables)
    {
        if (way.ServiceNamesIn(region) is not [{ } service, ..] || !service.Contains($".{region}."))
            return null;
        var (endpoint, vpc) = (context.Endpoint, context.Endpoint.VpcId);
        return way.TypesOf().Contains(EndpointType.Gateway) && tables.Count > 0
            ? CodeChange.Endpoint(vpc, way.Service!, service, region, [], [], tables)
            : endpoint is { Type: EndpointType.Interface, SubnetIds.Count: > 0, GroupIds.Count: > 0 }
            ? CodeChange.Endpoint(vpc, way.Service!, service, region, endpoint.SubnetIds, endpoint.GroupIds, []) : null;
    }
}
