using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>How much it matters that no endpoint answers a name, from who asks it.</summary>
internal enum NameWeight
{
    /// <summary>Nobody asks it without being told to, and nothing shows that somebody was.</summary>
    None,

    /// <summary>Some programs ask it, which may be there or not.</summary>
    Some,

    /// <summary>Clients ask it by default, or a setting that this VPC shows to be in use makes them.</summary>
    Many,
}

/// <summary>Weighs the names of a service.</summary>
internal static class NameWeights
{
    /// <summary>The weight of a name in an endpoint's VPC.</summary>
    public static NameWeight Of(ServiceHost host, EndpointServiceName endpoint, bool hasOtherRegionalName, CheckContext context)
    {
        var name = host.Name;
        if (endpoint.IsFips)
            // Who has the FIPS endpoint alone means its names; a client that was not told so asks the others all the same.
            return name.IsFips && !name.IsDualStack && name.Use != NameUse.Explicit ? Form(name, hasOtherRegionalName, context)
                : name.Use == NameUse.Default && name.Form == NameForm.Regional && !name.IsDualStack ? NameWeight.Some : NameWeight.None;
        return name.Use switch
        {
            NameUse.Explicit => NameWeight.None,
            NameUse.Setting => name.IsFips && !name.IsDualStack && UsesFips(host, context) ? Form(name, hasOtherRegionalName, context)
                : NameWeight.None,
            _ => Form(name, hasOtherRegionalName, context),
        };
    }

    /// <summary>
    /// FIPS names are the rule in AWS GovCloud (US), and where the VPC has an endpoint for such names:
    /// https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-govcloud-endpoints.html
    /// </summary>
    private static bool UsesFips(ServiceHost host, CheckContext context) =>
        host.Region?.StartsWith("us-gov-", StringComparison.Ordinal) == true
        || context.Neighbours.Any(e => EndpointServiceName.Parse(e.ServiceName)?.IsFips == true);

    private static NameWeight Form(DefaultName name, bool hasOtherRegionalName, CheckContext context)
    {
        if (name.Operations.Count > 0)
            return NameWeight.Some;
        switch (name.Form)
        {
            case NameForm.Legacy:
                return NameWeight.Some;
            case NameForm.Regional:
                return hasOtherRegionalName ? NameWeight.Some : NameWeight.Many;
            case NameForm.Resource when name.NotAnsweredBy.Contains(EndpointType.Interface):
                return NameWeight.Some;
        }

        if (name.AskedBy.All(client => client.Product.StartsWith("Amazon Linux", StringComparison.Ordinal)))
            return MayRunAmazonLinux(context) ? NameWeight.Many : NameWeight.Some;
        return name.AskedBy.All(client => client.When?.StartsWith("for ", StringComparison.Ordinal) == true
            || client.When?.Contains("is given") == true) ? NameWeight.Some : NameWeight.Many;
    }

    // An instance's interface carries no mark of a service; without any interface, anything may run.
    private static bool MayRunAmazonLinux(CheckContext context)
    {
        var running = ClientSubnets.ThatRun(context).ToList();
        return running.Exists(c => c.Kind != ClientKind.NetworkInterface
            || (context.Index.NetworkInterfaces.TryGetValue(c.Id, out var item) && !item.RequesterManaged
                && item.InterfaceType is null or "interface" && TaskCatalog.BuiltIn.Recognise(item).Count == 0));
    }
}
