using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>
/// The services of AWS that VPC endpoints can be made for, and the names that clients call them by: <c>Data/default-names.json</c>, read
/// when first asked for.
/// </summary>
public static class ServiceCatalog
{
    private static readonly Lazy<ServiceCatalogData> Data = new(() => ServiceCatalogReader.Read(DataFiles.Text("default-names.json")));
    private static readonly Lazy<Dictionary<string, AwsService>> ByCode =
        new(() => Data.Value.Services.ToDictionary(s => s.Code, StringComparer.Ordinal));

    private static readonly Lazy<Dictionary<string, AwsService>> ByFipsCode =
        new(() => Data.Value.Services.Where(s => s.FipsCode is not null).ToDictionary(s => s.FipsCode!, StringComparer.Ordinal));

    private static readonly Lazy<NamePlace[]> Places =
        new(() => [.. Data.Value.Services.SelectMany(service => service.Names.SelectMany(name => PlacesOf(service, name)))]);

    /// <summary>The partitions.</summary>
    public static ValueList<Partition> Partitions => Data.Value.Partitions;

    /// <summary>The services, by code.</summary>
    public static ValueList<AwsService> Services => Data.Value.Services;

    /// <summary>The service of a code; null for none.</summary>
    public static AwsService? Find(string code) => ByCode.Value.TryGetValue(code, out var service) ? service : null;

    /// <summary>The service whose FIPS endpoint service has a code; null for none.</summary>
    public static AwsService? FindFips(string code) => ByFipsCode.Value.TryGetValue(code, out var service) ? service : null;

    /// <summary>
    /// The partition of a Region, by the form of its name. A Region of a form that nobody knows yet is taken for one of <c>aws</c>.
    /// </summary>
    public static Partition PartitionOf(string region) =>
        Partitions.FirstOrDefault(p => p.Contains(region)) ?? Partitions.First(p => p.Id == "aws");

    /// <summary>
    /// The names that clients call a service by in a Region, those first that they ask without being told to; none for a code that is not
    /// known.
    /// </summary>
    /// <param name="code">The service's code.</param>
    /// <param name="region">The Region.</param>
    /// <param name="account">The account, where it is known.</param>
    public static ValueList<ServiceHost> HostsOf(string code, string region, string? account = null)
    {
        var partition = PartitionOf(region);
        return Find(code) is not { } service ? []
            : service.Names.Where(name => name.IsAskedIn(region, partition)).OrderBy(name => name.Use)
                .Select(name => new ServiceHost(partition.Expand(name.Pattern, region, account), region, service, name)).ToValueList();
    }

    /// <summary>The name that current SDKs ask for a service in a Region when nothing is set; null where no such name is known.</summary>
    public static string? DefaultHostOf(string code, string region) => HostsOf(code, region).FirstOrDefault(host =>
        host.Name is { Use: NameUse.Default, Form: NameForm.Regional or NameForm.Global, IsFips: false }
        && host.Name.Operations.Count == 0 && !host.HasVariables)?.Text;

    /// <summary>
    /// The services that a host name is one of; several where services share a name, none where no service is known by it.
    /// </summary>
    public static ValueList<ServiceHost> WhoIs(string host)
    {
        var text = host.TrimEnd('.').ToLowerInvariant();
        return Places.Value.Select(place => place.Find(text)).OfType<ServiceHost>()
            .GroupBy(found =>
                (found.Service.Code, found.Region, found.Name.Pattern, found.Name.IsFips, found.Name.IsDualStack, found.Name.Use))
            .Select(same => same.First()).ToValueList();
    }

    private static IEnumerable<NamePlace> PlacesOf(AwsService service, DefaultName name) =>
        // The suffixes are put in, the Region is found: put in for itself, it stays a variable.
        from partition in Partitions
        let template = partition.Expand(name.Pattern, "{region}")
        select new NamePlace(template, Template.HeadOf(template), Template.TailOf(template), partition, service, name);

    // Nearly all names are told apart by what they begin and end with, before variables are tried.
    private sealed record NamePlace(string Text, string Head, string Tail, Partition Partition, AwsService Service, DefaultName Name)
    {
        public ServiceHost? Find(string host)
        {
            if (!host.StartsWith(Head, StringComparison.Ordinal) || !host.EndsWith(Tail, StringComparison.Ordinal)
                || Template.MatchHost(Text, host) is not { } values)
                return null;
            if (values.TryGetValue("region", out var region))
                return Partition.Contains(region) && Name.IsAskedIn(region, Partition) ? new(host, region, Service, Name) : null;
            // Without a Region in it, a name that one Region alone asks tells that one.
            var only = Name.In.Count == 1 && AwsRegion.IsName(Name.In[0]) ? Name.In[0] : null;
            var isAsked = Name.In.Count == 0 ? !Name.NotIn.Contains(Partition.Id)
                : Name.In.Contains(Partition.Id) || Name.In.Any(place => AwsRegion.IsName(place) && Partition.Contains(place));
            return isAsked ? new(host, only, Service, Name) : null;
        }
    }
}

/// <summary>A name of a service in a Region.</summary>
/// <param name="Text">The host name; variables that the Region does not decide are left in it.</param>
/// <param name="Region">The Region; null where the name does not tell.</param>
/// <param name="Service">The service.</param>
/// <param name="Name">What is known of the name.</param>
public sealed record ServiceHost(string Text, string? Region, AwsService Service, DefaultName Name)
{
    /// <summary>Whether something is left that only the resource decides.</summary>
    public bool HasVariables => Text.Contains('{');

    /// <summary>What to do where no endpoint answers the name; null where there is nothing to say.</summary>
    public string? Advice =>
        Name.Advice is null || Region is null ? Name.Advice : ServiceCatalog.PartitionOf(Region).Expand(Name.Advice, Region);
}
