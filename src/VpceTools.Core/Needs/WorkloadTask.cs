using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>Something that workloads do, and what they need for it.</summary>
public sealed record WorkloadTask
{
    /// <summary>The name: <c>EcrPull</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, as the beginning of a sentence: <c>Pulling images from Amazon ECR</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the title does not say: what is not part of the task, or reached another way; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>The page that says what is needed.</summary>
    public required Uri Page { get; init; }

    /// <summary>Tasks that are a part of this one.</summary>
    public ValueList<TaskPart> Includes { get; init; } = [];

    /// <summary>What is needed, apart from what the included tasks need.</summary>
    public ValueList<TaskNeed> Needs { get; init; } = [];

    /// <summary>The endpoints whose presence suggests the task.</summary>
    public ValueList<TaskHint> SuggestedBy { get; init; } = [];

    /// <summary>The network interfaces that show that the task is done in a VPC.</summary>
    public ValueList<TaskSign> Signs { get; init; } = [];
}

/// <summary>A task that is a part of another.</summary>
/// <param name="Task">The name of the included task.</param>
/// <param name="Condition">A word for the condition under which it is a part; null where it always is.</param>
/// <param name="When">The condition as the end of a sentence that begins with "when"; null where it always is.</param>
/// <param name="IsRequired">Whether the task fails without it, where the condition holds.</param>
public sealed record TaskPart(string Task, string? Condition, string? When, bool IsRequired);

/// <summary>One thing that a task needs. Any one of its ways will do.</summary>
public sealed record TaskNeed
{
    /// <summary>What is needed, as a noun phrase: <c>image layers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the task fails without it, where the condition holds; else only a part of it does not work.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A word for the condition under which it is needed: <c>awslogs</c>; null where it always is.</summary>
    public string? Condition { get; init; }

    /// <summary>The condition as the end of a sentence that begins with "when"; null where it always is needed.</summary>
    public string? When { get; init; }

    /// <summary>The ways, the best first.</summary>
    public ValueList<NeedWay> AnyOf { get; init; } = [];

    /// <summary>The page that says so.</summary>
    public required Uri Page { get; init; }

    /// <summary>The ways that there are in a Region.</summary>
    public ValueList<NeedWay> WaysIn(string region)
    {
        var partition = ServiceCatalog.PartitionOf(region);
        return AnyOf.Where(way => way.IsIn(region, partition)).ToValueList();
    }
}

/// <summary>A way to get what a task needs: a service, by names, with calls.</summary>
public sealed record NeedWay
{
    /// <summary>
    /// The code of the service, or the whole name of a customer's endpoint service (<c>com.amazonaws.vpce.us-east-1.vpce-svc-…</c>); null
    /// where only names are given, of something that has no endpoint service.
    /// </summary>
    public string? Service { get; init; }

    /// <summary>The names that are asked, as patterns; none where they are the service's default names.</summary>
    public ValueList<string> Names { get; init; } = [];

    /// <summary>The types of endpoint that serve it; none where all of the service's do.</summary>
    public ValueList<EndpointType> Types { get; init; } = [];

    /// <summary>The TCP ports; none where they are the service's.</summary>
    public ValueList<int> Ports { get; init; } = [];

    /// <summary>Who takes this way, where not every client does: <c>SSM Agent before 3.3.40.0</c>; null for everyone.</summary>
    public string? Client { get; init; }

    /// <summary>The partitions and Regions where the way is; none for all.</summary>
    public ValueList<string> In { get; init; } = [];

    /// <summary>Partitions and Regions where it is not.</summary>
    public ValueList<string> NotIn { get; init; } = [];

    /// <summary>The calls that are made.</summary>
    public ValueList<NeedCall> Calls { get; init; } = [];

    private AwsService? Known => Service is null ? null : ServiceCatalog.Find(Service);

    /// <summary>Whether the way is there in a Region.</summary>
    public bool IsIn(string region, Partition partition) =>
        (In.Count == 0 || In.Contains(partition.Id) || In.Contains(region)) && !NotIn.Contains(region) && !NotIn.Contains(partition.Id);

    /// <summary>The ports.</summary>
    public ValueList<int> PortsOf() => Ports.Count > 0 ? Ports : Known?.Ports ?? [443];

    /// <summary>The types of endpoint that serve it, the one to prefer first.</summary>
    public ValueList<EndpointType> TypesOf() => Types.Count > 0 ? Types : Known?.Types ?? [EndpointType.Interface];

    /// <summary>The names that endpoint services for it can have in a Region.</summary>
    public ValueList<string> ServiceNamesIn(string region, bool fips = false) =>
        Known is { } service ? service.ServiceNamesIn(region, ServiceCatalog.PartitionOf(region), fips)
            : Service is null || fips ? [] : [Service];

    /// <summary>The names that are asked in a Region; variables that the Region does not decide are left in them.</summary>
    public ValueList<string> HostsIn(string region, string? account = null)
    {
        var partition = ServiceCatalog.PartitionOf(region);
        if (Names.Count > 0)
            return Names.Select(name => partition.Expand(name, region, account)).ToValueList();
        if (Service is null)
            return [];
        if (ServiceCatalog.DefaultHostOf(Service, region) is { } host)
            return [host];
        return ServiceCatalog.HostsOf(Service, region, account).Where(h => h.Name.Use == NameUse.Default && !h.Name.IsFips)
            .Select(h => h.Text).ToValueList();
    }
}

/// <summary>A call that a task makes.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resources">The ARNs as patterns, with <c>{partition}</c>, <c>{region}</c> and <c>{account}</c> open; <c>*</c> where the
/// action has no resource.</param>
/// <param name="IsUnsigned">Whether it is made without credentials or with those of AWS, so that no condition on the principal
/// holds.</param>
/// <param name="IsEssential">Whether the need is not met without it.</param>
public sealed record NeedCall(string Action, ValueList<string> Resources, bool IsUnsigned, bool IsEssential)
{
    /// <summary>The resources in a Region, for an account where it is known, else for any.</summary>
    public ValueList<string> ResourcesIn(string region, string? account = null) =>
        Resources.Select(resource => ServiceCatalog.PartitionOf(region).Expand(resource, region, account ?? "*")).ToValueList();
}

/// <summary>An endpoint whose presence suggests a task.</summary>
/// <param name="Service">The code of its service.</param>
/// <param name="AloneFor">What the endpoint is of use for without the rest of the task, as a sentence; null for nothing.</param>
public sealed record TaskHint(string Service, string? AloneFor);

/// <summary>The mark of a network interface by which a task is recognised.</summary>
public sealed record TaskSign
{
    /// <summary>Whose interface it is, as a noun phrase: <c>a Lambda function</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The interface's type; null where it does not tell.</summary>
    public string? InterfaceType { get; init; }

    /// <summary>The description as a template, in which <c>{name}</c> is the workload's name; null where it does not tell.</summary>
    public string? Description { get; init; }

    /// <summary>Whether AWS documents the mark; else it is only seen to be so, and can change without notice.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>The page about such interfaces.</summary>
    public required Uri Page { get; init; }

    /// <summary>Whether an interface carries the mark, and the workload's name where the description tells it.</summary>
    public bool IsOn(NetworkInterface networkInterface, out string? name)
    {
        name = null;
        if (InterfaceType is not null && InterfaceType != networkInterface.InterfaceType)
            return false;
        if (Description is null)
            return InterfaceType is not null;
        if (Template.MatchText(Description, networkInterface.Description ?? "") is not { } values)
            return false;
        name = values.TryGetValue("name", out var value) ? value : null;
        return true;
    }
}
