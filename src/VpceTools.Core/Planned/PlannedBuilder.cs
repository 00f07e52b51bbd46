using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Planned;

/// <summary>
/// Makes the network that a world comes to, by itself or over the network as it is. It is read from JSON in EC2's own form by the rows
/// that read snapshots, so that what cannot be is refused alike, and everything else in the house works unchanged.
/// </summary>
internal sealed class PlannedBuilder
{
    private static readonly ResourceKind[] Described =
    [
        ResourceKind.VpcEndpoint, ResourceKind.Vpc, ResourceKind.VpcAttribute, ResourceKind.Subnet, ResourceKind.SecurityGroup,
        ResourceKind.NetworkAcl, ResourceKind.RouteTable, ResourceKind.NetworkInterface, ResourceKind.DhcpOptions,
    ];

    private const long ResourcesOfAllCombinations = 500_000;

    private readonly PlannedGround _ground;
    private readonly PlannedChoices _choices;

    /// <summary>Makes a builder.</summary>
    /// <param name="world">The world.</param>
    /// <param name="base">The network as it is; null where nobody read it.</param>
    public PlannedBuilder(PlannedWorld world, VpcNetwork? @base)
    {
        _ground = new(GatewayTables.Opened(world, @base), @base);
        _choices = new(_ground);
    }

    /// <summary>The network, in which nothing is chosen, with all that is known of it beyond itself.</summary>
    public VpcNetwork Build()
    {
        var (network, assembly) = Assemble(Choices.None);
        var shared = new Dictionary<string, IReadOnlyList<PlanVariant>>(StringComparer.Ordinal);
        var plan = PlanOf(network, assembly, Choices.None, endpoints =>
        {
            // Endpoints without choices of their own share the networks that the others make.
            var own = endpoints.Where(_choices.HasOwn).OrderBy(endpoint => endpoint.Id, StringComparer.Ordinal).ToList();
            var key = string.Join(" ", own.Select(endpoint => endpoint.Id));
            lock (shared)
                return shared.TryGetValue(key, out var networks) ? networks : shared[key] = VariantsOf(network, _choices.Of(own));
        });
        return network with { Plan = plan };
    }

    private IReadOnlyList<PlanVariant> VariantsOf(VpcNetwork network, IReadOnlyList<PlannedChoice> choices) => choices.Count == 0 ? []
        : [.. Choices.Combinations(choices, MostCombinations()).Select(chosen => new PlanVariant(Chosen(network, chosen), chosen.Taken))];

    /// <summary>As many as make a network each in reasonable time; in a very large world fewer choices are seen.</summary>
    private int MostCombinations()
    {
        var resources = Math.Max(1, _ground.World.Resources.Count);
        var endpoints = Math.Max(1, _ground.World.Resources.Count(resource => resource.Type == PlannedTypes.VpcEndpoint));
        return (int)Math.Max(1, Math.Min(Choices.Maximum, ResourcesOfAllCombinations / ((long)resources * endpoints)));
    }

    private VpcNetwork Chosen(VpcNetwork network, Choices chosen)
    {
        var (made, assembly) = Assemble(chosen);
        return made with { Plan = PlanOf(made, assembly, chosen, _ => []), Region = network.Region, AccountId = network.AccountId };
    }

    private (VpcNetwork Network, PlannedAssembly Assembly) Assemble(Choices chosen)
    {
        var assembly = new PlannedAssembly(_ground, chosen).Assemble();
        var own = Read(assembly);
        var planned = new HashSet<string>(assembly.NewInterfaces.Keys, StringComparer.Ordinal);
        own = own with
        {
            Described = Described.Concat(assembly.Names.Described).Concat(WaysOf(assembly)).ToValueList(),
            NetworkInterfaces = own.NetworkInterfaces.Select(n => planned.Contains(n.Id) ? n with { IsPlanned = true } : n).ToValueList(),
        };
        return (_ground.Base is null ? own : new PlannedMerge(_ground.Base, own, assembly, _ground.World).Merge(), assembly);
    }

    private VpcNetwork Read(PlannedAssembly assembly)
    {
        var contents = new EvidenceContents("the code");
        contents.Remarks.AddRange(_ground.World.Remarks);
        foreach (var document in Documents(assembly))
        {
            using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(document));
            try
            {
                new DocumentWalk(contents, CancellationToken.None).Read(DocumentNode.Root(json.RootElement));
            }
            catch (MalformedDocumentException e)
            {
                throw new NetworkSourceException("CodeInvalid", $"The code describes what EC2 cannot have: it {e.Message}", null, e);
            }
        }

        return NetworkBuilder.Build(contents, new("", _ground.World.Region ?? _ground.Base?.Region, null)
        {
            AccountId = _ground.World.AccountId ?? _ground.Base?.AccountId,
        });
    }

    /// <summary>What leads out of VPCs that are not there yet is what their code says.</summary>
    private static IEnumerable<ResourceKind> WaysOf(PlannedAssembly assembly)
    {
        if (assembly.SeesWholeVpcs && assembly.Ways.SeesPeerings)
            yield return ResourceKind.VpcPeeringConnection;
        if (!assembly.SeesWholeVpcs || !assembly.Transit.SeesAttachments)
            yield break;
        yield return ResourceKind.TransitGatewayAttachment;
        yield return ResourceKind.TransitGatewayVpcAttachment;
    }

    private static IEnumerable<JsonObject> Documents(PlannedAssembly assembly)
    {
        var (places, endpoints) = (assembly.Places, assembly.Endpoints);
        yield return new()
        {
            ["Vpcs"] = Array(places.Vpcs),
            ["Subnets"] = Array(places.Subnets),
            ["DhcpOptions"] = Array(places.DhcpOptions),
            ["ServiceDetails"] = Array(places.Services),
            ["PrefixLists"] = Array(places.PrefixLists.Concat(endpoints.PrefixLists)),
            ["NetworkInterfaces"] = Array(places.Interfaces.Concat(endpoints.Interfaces)),
            // What the code only adds to is not seen where nobody read it.
            ["SecurityGroups"] = Array(assembly.Groups.Drafts.Where(group => group.IsWhole || assembly.HasBase)
                .Select(group => group.ToJson(group.Ingress, group.Egress))),
            ["RouteTables"] = Array(assembly.Routes.Drafts.Where(table => (table.IsWhole || assembly.HasBase)
                && !(table.IsMain && assembly.IsMainTableWithdrawn(table.VpcId)))
                .Select(table => table.ToJson())),
            ["NetworkAcls"] = Array(assembly.Acls.Drafts.Where(acl => (acl.IsWhole || assembly.HasBase) && !acl.IsOpen)
                .Select(acl => acl.ToJson())),
            ["VpcEndpoints"] = Array(endpoints.Endpoints),
        };
        foreach (var attribute in places.Attributes)
            yield return attribute;
        foreach (var document in places.EmptyPrefixLists.Concat(assembly.Names.Documents()).Concat(assembly.Ways.Documents())
            .Concat(assembly.Transit.Documents()))
            yield return document;
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private NetworkPlan PlanOf(VpcNetwork network, PlannedAssembly assembly, Choices chosen,
        Func<IReadOnlyCollection<VpcEndpoint>, IReadOnlyList<PlanVariant>> variants)
    {
        var origins = new Dictionary<string, CodeOrigin>(StringComparer.Ordinal);
        foreach (var resource in _ground.World.Resources.Where(resource => !resource.IsRemoved))
            origins[resource.Id] = resource.Origin;
        foreach (var vpc in assembly.Made)
            foreach (var (id, what) in ComesWith(assembly, vpc).Where(one => !origins.ContainsKey(one.Id)))
                origins[id] = vpc.Resource.Origin with
                {
                    Address = $"{vpc.Resource.Origin.Address} ({what})",
                    Comes = id == assembly.DefaultGroupOf(vpc.Id) ? "DefaultSecurityGroup" : id == assembly.DefaultAclOf(vpc.Id)
                        ? "DefaultNetworkAcl" : what,
                };
        foreach (var table in assembly.Transit.Tables.Where(table => table.GatewayId is not null && !origins.ContainsKey(table.Id)))
            if (origins.TryGetValue(table.GatewayId!, out var gateway))
                origins[table.Id] = gateway with { Address = $"{gateway.Address} (default route table)" };
        foreach (var (id, name) in assembly.NewInterfaces.Select(pair => (pair.Key, pair.Value)))
            origins[id] = new(name);
        var planned = new HashSet<string>(_ground.World.Resources.Where(r => !r.IsDeployed && !r.IsRemoved).Select(r => r.Id)
            .Concat(assembly.NewInterfaces.Keys), StringComparer.Ordinal);
        return new()
        {
            Origins = origins,
            PlannedIds = planned,
            RealIds = new HashSet<string>(_ground.World.Resources.Where(r => r.IsDeployed).Select(r => r.Id), StringComparer.Ordinal),
            StandIns = assembly.StandIns,
            Open = _choices.AllOpen,
            PartlySeenVpcs = new HashSet<string>(network.Endpoints.Select(e => e.VpcId).Where(id => id.Length > 0
                && (_ground.World.IsPart || !assembly.IsMade(id)) && _ground.Base?.Vpcs.Any(vpc => vpc.Id == id) != true),
                    StringComparer.Ordinal),
            Variants = variants,
            Uncertain = UncertainUnder(chosen),
            Base = _ground.Base,
            InlineRules = new HashSet<(string, bool)>(_ground.World.Resources.Where(r => r.Type == PlannedTypes.SecurityGroup)
                .SelectMany(r =>
                new[] { false, true }.Where(isEgress => r.InlineRules.Contains(isEgress)).Select(isEgress => (r.Id, isEgress)))),
            Blocks = BlocksOf(network, planned),
            Workloads = WorkloadsOf(_ground.World),
            SeenOfNewVpcs = [.. assembly.Names.SeenOfNewVpcs],
            Advice = _ground.World.Advice,
        };
    }

    private Dictionary<string, OpenValue> UncertainUnder(Choices chosen)
    {
        var uncertain = new Dictionary<string, OpenValue>(StringComparer.Ordinal);
        foreach (var resource in _ground.World.Resources)
            if (resource.Existence is { } existence && chosen.Resolve(existence) is PlannedOpen open)
                uncertain[resource.Id] = open.Open;
        return uncertain;
    }

    private static Dictionary<string, PlannedWorkload> WorkloadsOf(PlannedWorld world)
    {
        var found = new Dictionary<string, PlannedWorkload>(StringComparer.Ordinal);
        foreach (var resource in world.Resources.Where(resource => !resource.IsRemoved && resource.Type == PlannedTypes.NetworkInterface))
            if (new PropertyReader(resource, Choices.None) is var reader && reader.Text("Task") is { } task)
                found[resource.Id] = new(task, [.. reader.Texts("TaskConditions").Known]);
        return found;
    }

    /// <summary>A block that a VPC and a subnet share is the VPC's; one that two of a kind have is nobody's.</summary>
    private static Dictionary<string, string> BlocksOf(VpcNetwork network, HashSet<string> planned)
    {
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var owners in new[]
        {
            network.Vpcs.Where(vpc => planned.Contains(vpc.Id)).Select(vpc => (vpc.Id, Block: vpc.CidrBlocks.FirstOrDefault())),
            network.Subnets.Where(subnet => planned.Contains(subnet.Id))
                .Select(subnet => (subnet.Id, Block: subnet.CidrBlocks.FirstOrDefault())),
        })
            foreach (var alike in owners.Where(owner => owner.Block != default)
                .GroupBy(owner => owner.Block.ToString(), StringComparer.Ordinal))
                if (alike.Count() == 1 && !blocks.ContainsKey(alike.Key))
                    blocks[alike.Key] = alike.First().Id;
        return blocks;
    }

    private static IEnumerable<(string Id, string What)> ComesWith(PlannedAssembly assembly, PropertyReader vpc) =>
    [
        (assembly.DefaultGroupOf(vpc.Id), "default security group"), (assembly.DefaultAclOf(vpc.Id), "default network ACL"),
        (assembly.MainTableOf(vpc.Id), "main route table"), (PlannedId.DhcpOptionsOf(vpc.Id), "DHCP options"),
    ];
}
