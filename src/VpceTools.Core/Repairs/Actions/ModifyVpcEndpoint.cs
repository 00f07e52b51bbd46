using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Changes a VPC endpoint. What is null or empty stays as it is.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html</remarks>
public sealed partial record ModifyVpcEndpoint(string EndpointId) : RepairAction
{
    /// <summary>Subnets in which to put an interface; one for each Availability Zone.</summary>
    public ValueList<string> AddSubnetIds { get; init; } = [];

    /// <summary>Subnets whose interface is to go.</summary>
    public ValueList<string> RemoveSubnetIds { get; init; } = [];

    /// <summary>Route tables to associate with a gateway endpoint.</summary>
    public ValueList<string> AddRouteTableIds { get; init; } = [];

    /// <summary>Route tables to dissociate from a gateway endpoint.</summary>
    public ValueList<string> RemoveRouteTableIds { get; init; } = [];

    /// <summary>Security groups to add.</summary>
    public ValueList<string> AddSecurityGroupIds { get; init; } = [];

    /// <summary>Security groups to take off.</summary>
    public ValueList<string> RemoveSecurityGroupIds { get; init; } = [];

    /// <summary>Whether private DNS is to be on.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>
    /// For services that also have gateway endpoints: whether private DNS is to answer inbound Resolver endpoints only. EC2 takes true
    /// where nothing is said, and then refuses private DNS in a VPC that has no gateway endpoint.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns</remarks>
    public bool? PrivateDnsOnlyForInboundResolverEndpoint { get; init; }

    /// <summary>The policy to put in place, as JSON text.</summary>
    public string? PolicyDocument { get; init; }

    /// <summary>Whether to restore the default policy, which allows everything.</summary>
    public bool ResetPolicy { get; init; }

    /// <summary>
    /// Whether the change sends clients to an endpoint whose policy is not the default, and nobody said which calls that policy has to
    /// allow.
    /// </summary>
    public bool IsOverPolicy { get; init; }

    /// <inheritdoc/>
    public override string Operation => "ModifyVpcEndpoint";

    /// <inheritdoc/>
    public override string ResourceId => EndpointId;

    /// <inheritdoc/>
    public override string Description => string.Join(" and ", new[]
    {
        AddSubnetIds.Count > 0 ? $"add an interface in {AddSubnetIds}" : null,
        RemoveSubnetIds.Count > 0 ? $"remove the interface in {RemoveSubnetIds}" : null,
        AddRouteTableIds.Count > 0 ? $"associate {AddRouteTableIds}" : null,
        RemoveRouteTableIds.Count > 0 ? $"disassociate {RemoveRouteTableIds}" : null,
        AddSecurityGroupIds.Count > 0 ? $"add security group {AddSecurityGroupIds}" : null,
        RemoveSecurityGroupIds.Count > 0 ? $"remove security group {RemoveSecurityGroupIds}" : null,
        PrivateDnsEnabled is { } on ? (on ? "enable private DNS" : "disable private DNS") : null,
        PolicyDocument is not null ? "replace the policy" : null,
        ResetPolicy ? "restore the default policy" : null,
    }.Where(part => part is not null));

    /// <inheritdoc/>
    public override RepairRisk Risk => this is
    {
        RemoveSubnetIds.Count: 0, AddRouteTableIds.Count: 0, RemoveRouteTableIds.Count: 0, RemoveSecurityGroupIds.Count: 0,
        PrivateDnsEnabled: null, PolicyDocument: null, ResetPolicy: false
    }
        ? RepairRisk.Safe : RepairRisk.Caution;

    /// <inheritdoc/>
    public override string? SideEffect
    {
        get
        {
            var parts = new[]
            {
                AddSubnetIds.Count > 0 ? "Each added interface is charged by the hour." : null,
                RemoveSubnetIds.Count > 0 ? "Connections through the interface break." : null,
                AddRouteTableIds.Count > 0
                    ? "Open connections to the service through these route tables drop, and source addresses become private, so "
                        + "policies that rely on aws:SourceIp may answer 403." : null,
                RemoveRouteTableIds.Count > 0
                    ? "Connections to the service through these route tables drop; without another way there they fail." : null,
                RemoveSecurityGroupIds.Count > 0 ? "Clients that only this group lets in are blocked from then on." : null,
                PrivateDnsEnabled == true
                    ? "Every client of the VPC is then sent to the endpoint: fix security groups and network ACLs first." : null,
                PrivateDnsEnabled == false ? "Clients of the VPC are sent to the service's public addresses from then on." : null,
                IsOverPolicy ? PolicyEffect : null,
                PolicyDocument is not null ? "What passes the endpoint is what this policy allows from then on." : null,
                ResetPolicy ? "Everything that the present policy forbids is allowed through the endpoint from then on." : null,
            };
            return parts.All(part => part is null) ? null : string.Join(" ", parts.Where(part => part is not null));
        }
    }

    /// <summary>What is to be said where clients are sent to an endpoint whose policy may not be meant for them.</summary>
    internal const string PolicyEffect = "The endpoint's policy is not the default: calls that it does not allow are answered with 403 "
        + "from then on.";

    private bool ChangesPolicy => PolicyDocument is not null || ResetPolicy;

    internal override RepairPhase Phase => this switch
    {
        { PrivateDnsEnabled: not null } => RepairPhase.PrivateDns,
        { AddRouteTableIds.Count: > 0 } => RepairPhase.RouteTables,
        { AddSubnetIds.Count: > 0 } => RepairPhase.Subnets,
        { AddSecurityGroupIds.Count: > 0 } => RepairPhase.EndpointGroups,
        _ => RepairPhase.Endpoint,
    };

    internal override bool IsPresentIn(VpcNetwork network) => network.FindEndpoint(EndpointId) is not null;

    internal override string? OwnerIn(VpcNetwork network) => network.FindEndpoint(EndpointId)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) => network.FindEndpoint(EndpointId) is { } endpoint
        && EndpointSimulation.IsDone(this, endpoint, network);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => network.FindEndpoint(EndpointId) is { } endpoint
        ? EndpointSimulation.Obstacle(this, endpoint, network, quotas) : $"Endpoint {EndpointId} is not in the evidence.";

    internal override VpcNetwork ApplyTo(VpcNetwork network) => EndpointSimulation.Apply(this, network);

    internal override RepairAction Inverse(VpcNetwork before)
    {
        var endpoint = before.FindEndpoint(EndpointId);
        return new ModifyVpcEndpoint(EndpointId)
        {
            // What was there before the action is not the action's to take away.
            RemoveSubnetIds = AddSubnetIds.Where(id => endpoint?.SubnetIds.Contains(id) != true).ToValueList(),
            AddSubnetIds = RemoveSubnetIds.Where(id => endpoint?.SubnetIds.Contains(id) != false).ToValueList(),
            RemoveRouteTableIds = AddRouteTableIds.Where(id => endpoint?.RouteTableIds.Contains(id) != true).ToValueList(),
            AddRouteTableIds = RemoveRouteTableIds.Where(id => endpoint?.RouteTableIds.Contains(id) != false).ToValueList(),
            RemoveSecurityGroupIds = AddSecurityGroupIds.Where(id => endpoint?.GroupIds.Contains(id) != true).ToValueList(),
            AddSecurityGroupIds = RemoveSecurityGroupIds.Where(id => endpoint?.GroupIds.Contains(id) != false).ToValueList(),
            PrivateDnsEnabled = !PrivateDnsEnabled,
            PolicyDocument = ChangesPolicy ? endpoint?.PolicyDocument : null,
            Region = Region,
        };
    }

    /// <summary>
    /// What was there before is known from what is recorded alone: which of the added parts were new, and the policy. It can be no more
    /// than the action added, and a policy that the action can have been made of.
    /// </summary>
    internal override bool IsUndoneBy(RepairAction undo) =>
        undo is ModifyVpcEndpoint { ResetPolicy: false, PrivateDnsOnlyForInboundResolverEndpoint: null } back
        && back.EndpointId == EndpointId && back.Region == Region && back.Description.Length > 0
        && back.RemoveSubnetIds.All(AddSubnetIds.Contains) && back.AddSubnetIds.All(RemoveSubnetIds.Contains)
        && back.RemoveRouteTableIds.All(AddRouteTableIds.Contains) && back.AddRouteTableIds.All(RemoveRouteTableIds.Contains)
        && back.RemoveSecurityGroupIds.All(AddSecurityGroupIds.Contains) && back.AddSecurityGroupIds.All(RemoveSecurityGroupIds.Contains)
        && back.PrivateDnsEnabled == !PrivateDnsEnabled
        && (back.PolicyDocument is { } former ? ChangesPolicy && (PolicyDocument is null || PolicyHistory.CanBecome(former, PolicyDocument))
            : !ChangesPolicy);

    /// <summary>Both changes in one call, of which each only adds to the endpoint, or only takes away.</summary>
    internal ModifyVpcEndpoint And(ModifyVpcEndpoint other) => this with
    {
        AddSubnetIds = AddSubnetIds.Union(other.AddSubnetIds).ToValueList(),
        RemoveSubnetIds = RemoveSubnetIds.Union(other.RemoveSubnetIds).ToValueList(),
        AddSecurityGroupIds = AddSecurityGroupIds.Union(other.AddSecurityGroupIds).ToValueList(),
        RemoveSecurityGroupIds = RemoveSecurityGroupIds.Union(other.RemoveSecurityGroupIds).ToValueList(),
    };
}
