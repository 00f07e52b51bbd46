using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// What transit gateways do with packets: in through the attachment in the sender's zone, by the route table that the attachment is
/// associated with to another attachment, perhaps over peerings of transit gateways, and out through an attachment's subnet.
/// </summary>
/// <param name="filters">The rule sets of the network.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html</remarks>
internal sealed class TransitGatewayWays(NetworkFilters filters)
{
    private NetworkIndex Index => filters.Index;

    private TransitIndex Transit => Index.Transit;

    /// <summary>Follows packets from a subnet whose route leads to a transit gateway.</summary>
    public Way FromSubnet(Trip trip, Route route, Subnet subnet) => FromSubnet(trip, route, subnet, []);

    private Way FromSubnet(Trip trip, Route route, Subnet subnet, List<(string, string)> path)
    {
        var gateway = route.Target;
        if (Transit.VpcAttachmentOf(subnet.VpcId, gateway) is not { } attachment)
            return WithoutAttachment(trip, route, subnet);
        if (Refused(trip, attachment, gateway) is { } refused)
            return refused;
        var (entries, unseen) = SubnetsOf(attachment);
        var entry = entries.Find(s => IsSameZone(s, subnet) == true);
        var next = Enter(trip, gateway, attachment.Id, ZoneOf(subnet), path);
        var first = Way.Open(trip.Universe).After($"transit gateway {gateway} by attachment {attachment.Id} of {subnet.VpcId}");
        if (StateOf(gateway) is { } notReady)
            first = Way.Closed(trip.Universe, notReady);
        if (entry is null)
        {
            // A zone that cannot be compared, or an attachment's subnet that was not seen, may be the one.
            if (unseen.Count > 0 || entries.Exists(s => IsSameZone(s, subnet) is null))
                return first.Lacking(unseen.Count > 0 ? [.. unseen] : [MissingZone(subnet)]).Then(next);
            return Way.Closed(trip.Universe, new(attachment.Id, $"transit gateway attachment {attachment.Id} of {subnet.VpcId}",
                $"subnets {string.Join(", ", attachment.SubnetIds)}",
                $"has no subnet in {ZoneOf(subnet)}, the zone of {subnet.Id}, whose packets are dropped", "TGW_ROUTE_AZ_RESTRICTION",
                $"Add a subnet of {subnet.VpcId} in {ZoneOf(subnet)} to {attachment.Id}, or send from subnets of the attached zones.")
            {
                AccountId = attachment.VpcOwnerId,
                Remedy = new(WayRemedyKind.AttachmentSubnet, gateway, attachment.Id, ZoneOf(subnet)),
            });
        }

        // Of the attachment subnet's ACL the inbound rules judge what goes to the gateway, by its source; so they do for a sender in that
        // very subnet, whose outbound rules judge as always: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
        return WithAcl(first, trip, entry, egress: false).Then(next);
    }

    /// <summary>Follows packets that come from outside AWS through an attachment.</summary>
    public Way FromOutside(Trip trip, WayExit from) => Enter(trip, from.TransitGatewayId, from.AttachmentId, null, [])
        .After($"transit gateway {from.TransitGatewayId} by attachment {from.AttachmentId}");

    private Way WithoutAttachment(Trip trip, Route route, Subnet subnet)
    {
        var owner = Index.Vpcs.TryGetValue(subnet.VpcId, out var vpc) ? vpc.OwnerId : subnet.OwnerId;
        if (!Transit.Saw(ResourceKind.TransitGatewayVpcAttachment, owner))
            return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayVpcAttachment, subnet.VpcId, owner));
        return Way.Closed(trip.Universe, new(route.Target, $"transit gateway {route.Target}", route.ToString(),
            $"has no attachment of {subnet.VpcId}", "DISCONNECTED_VPCS", $"Attach {subnet.VpcId} to {route.Target}.")
        { AccountId = owner });
    }

    /// <summary>Asks the route table of an attachment where packets go.</summary>
    private Way Enter(Trip trip, string gateway, string attachmentId, string? zone, List<(string, string)> seen)
    {
        var owner = Transit.OwnerOf(gateway);
        if (seen.Contains((gateway, attachmentId)))
            return Way.Closed(trip.Universe, new(gateway, $"transit gateway {gateway}", attachmentId,
                $"sends packets for {trip.Destination} round in a circle", null, "Correct the routes of the transit gateways.")
            { AccountId = owner });
        List<(string, string)> path = [.. seen, (gateway, attachmentId)];
        if (Transit.AssociationOf(attachmentId, gateway) is not { } association)
        {
            if (!Transit.IsUnassociated(attachmentId, gateway))
                return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayAttachment, attachmentId, owner));
            return Way.Closed(trip.Universe, new(attachmentId, $"transit gateway attachment {attachmentId}", "no association",
                $"is associated with no route table of {gateway}, so that packets from it are dropped",
                "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", $"Associate {attachmentId} with a route table of {gateway}.")
            { AccountId = owner, Remedy = Transit.IsPeering(attachmentId) ? null : new(WayRemedyKind.Association, gateway, attachmentId) });
        }

        var table = association.RouteTableId;
        var way = association.State?.ToLowerInvariant() switch
        {
            null or "" or "associated" => Way.Open(trip.Universe),
            "associating" or "disassociating" => Way.Unseen(trip.Universe,
                MissingEvidence.Of(ResourceKind.TransitGatewayAttachment, attachmentId).In(owner, null) with
                {
                    ResourceId = $"the association of {attachmentId}, which is changing ({association.State})",
                }),
            var state => Way.Closed(trip.Universe, new(attachmentId, $"transit gateway attachment {attachmentId}",
                $"association {state}", $"is {state} from {table}", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
                $"Associate {attachmentId} with a route table of {gateway}.")
            { AccountId = owner }),
        };
        if (TransitGatewayRouteEvaluator.Of(table, filters.Index) is not { } routes)
            return way.Then(Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayRoute, table, owner)));
        var parts = routes.Evaluate(trip.Destinations)
            .Select(part =>
            {
                var own = trip.IsReturn ? trip with { Addresses = part.Addresses } : trip;
                return Leave(own, gateway, table, part, zone, path).After($"route table {table}: {part.Route?.ToString() ?? "no route"}");
            }).ToList();
        return way.Then(trip.IsReturn ? Way.Beside(parts) : Way.All(parts));
    }

    private Way Leave(Trip trip, string gateway, string table, TransitRoutedAddresses part, string? zone, List<(string, string)> path)
    {
        var (owner, component) = (Transit.OwnerOf(gateway), $"transit gateway route table {table}");
        if (part.Unresolved is { } list)
            return Way.Unseen(trip.Universe, MissingEvidence.Of(ResourceKind.PrefixList, list).In(owner, null));
        if (part.Route is not { } route)
            return Way.Closed(trip.Universe, new(table, component, "no route matches", $"has no route to {trip.Destination}",
                "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", WhyNoRoute(trip, table, gateway))
            { AccountId = owner, Remedy = new(WayRemedyKind.TransitRoute, gateway, table) });
        if (route.IsBlackhole)
            return Way.Closed(trip.Universe, new(table, component, route.ToString(),
                $"drops packets to {trip.Destination} by the blackhole {route}", "TGW_RTB_BAD_STATE_ROUTE",
                $"Replace or delete the route {route} in {table}.")
            { AccountId = owner });
        if (route.Attachments.Count == 0)
            return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayRoute, table, owner) with
            {
                ResourceId = $"the attachment that route {route} of {table} leads to",
            });
        return Way.Either([.. route.Attachments.Select(to => LeaveBy(trip, gateway, table, route, to, zone, path))]);
    }

    private Way LeaveBy(Trip trip, string gateway, string table, TransitGatewayRoute route, TransitGatewayRouteAttachment to, string? zone,
        List<(string, string)> path)
    {
        var known = Transit.Attachments.TryGetValue(to.Id, out var described) ? described : null;
        var type = (to.ResourceType ?? known?.ResourceType)?.ToLowerInvariant();
        var peered = Transit.Peerings.TryGetValue(to.Id, out var peering) ? peering : null;
        var (attacher, accepter) = peered is null ? (known?.ResourceOwnerId, Transit.OwnerOf(gateway))
            : (peered.Requester.OwnerId, peered.Accepter.OwnerId);
        if (BadState(to.Id, known?.State, attacher, accepter) is { } fault)
            return Way.Closed(trip.Universe, fault);
        switch (type)
        {
            case "vpc":
                return ToVpc(trip, table, route, to, zone, path);
            case "peering":
                if (peered is null)
                    return Way.Unseen(trip.Universe,
                        Missing(ResourceKind.TransitGatewayPeeringAttachment, to.Id, Transit.OwnerOf(gateway)));
                if (BadState(to.Id, peered.State, attacher, accepter) is { } bad)
                    return Way.Closed(trip.Universe, bad);
                return peered.Beyond(gateway)?.TransitGatewayId is { } other
                    ? Enter(trip, other, to.Id, null, path).After($"peering attachment {to.Id} to transit gateway {other}")
                    : Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayPeeringAttachment, to.Id, Transit.OwnerOf(gateway)));
            case "vpn" or "vpn-concentrator" or "direct-connect-gateway" or "connect" or "client-vpn" when trip.ToVpc is null:
                return ToOutside(trip, gateway, to, type);
            default:
                var unseen = Way.Unseen(trip.Universe, (MissingEvidence.Of(ResourceKind.TransitGatewayAttachment, to.Id) with
                {
                    ResourceId = $"what lies behind attachment {to.Id} ({type ?? "of unknown type"}), where route {route} of {table} leads",
                }).In(Transit.OwnerOf(gateway) is { } asked && asked != Index.Network.AccountId ? asked : null, null));
                return type == "network-function" ? unseen with { Middleboxes = [to.Id] } : unseen;
        }
    }

    private Way ToOutside(Trip trip, string gateway, TransitGatewayRouteAttachment to, string type)
    {
        var way = Way.Open(trip.Universe).After($"attachment {to.Id} ({type})") with { Exits = [new(gateway, to.Id)] };
        if (type != "vpn" || to.ResourceId is not { } id)
            return way;
        var owner = Transit.Attachments.TryGetValue(to.Id, out var known) ? known.ResourceOwnerId : null;
        if (!Transit.VpnConnections.TryGetValue(id, out var connection) || connection.IsUp is null)
            return way.Lacking(Missing(ResourceKind.VpnConnection, id, owner));
        return connection.IsUp == true ? way : Way.Closed(trip.Universe, new(id, $"VPN connection {id}",
            "every tunnel is down", "has no tunnel that is up", "TGW_BAD_STATE_VPN", "Bring up one of its tunnels.")
        { AccountId = owner });
    }

    /// <summary>Out of a transit gateway into a VPC: the right one, or another whose routes may lead on.</summary>
    private Way ToVpc(Trip trip, string table, TransitGatewayRoute route, TransitGatewayRouteAttachment to, string? zone,
        List<(string, string)> path)
    {
        if (!Transit.VpcAttachments.TryGetValue(to.Id, out var attachment))
        {
            var owners = to.ResourceId is { } id && Index.Vpcs.TryGetValue(id, out var named) ? named.OwnerId
                : Transit.Attachments.TryGetValue(to.Id, out var known) ? known.ResourceOwnerId : null;
            return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayVpcAttachment, to.Id, owners));
        }

        var vpc = attachment.VpcId ?? to.ResourceId;
        if (Refused(trip, attachment, table) is { } refused)
            return refused;
        var (subnets, unseen) = SubnetsOf(attachment);
        var arrivals = Arrivals(attachment, subnets, zone);
        // Where a subnet was not seen, packets may arrive there.
        var isWhole = unseen.Count == 0 || (arrivals.Count > 0 && zone is not null && !IsAppliance(attachment)
            && arrivals.TrueForAll(s => ZoneOf(s) == zone));
        if (arrivals.Count == 0)
            return Way.Unseen(trip.Universe, unseen.Count > 0 ? [.. unseen]
                : [Missing(ResourceKind.TransitGatewayVpcAttachment, attachment.Id, attachment.VpcOwnerId)]);
        var owner = attachment.TransitGatewayId is { } gateway ? Transit.OwnerOf(gateway) : null;
        var ways = arrivals.ConvertAll(s => Arrive(trip, s, vpc, table, route, owner, path));
        var way = Way.Either(ways).After($"attachment {attachment.Id} of {vpc}");
        return isWhole ? way : way.Lacking([.. unseen]);
    }

    /// <summary>
    /// The subnets where packets can come out. By default the sender's zone is kept where the attachment has it, else AWS takes any; in
    /// appliance mode it is any, for each flow.
    /// </summary>
    private static List<Subnet> Arrivals(TransitGatewayVpcAttachment attachment, List<Subnet> subnets, string? zone)
    {
        var own = zone is null || IsAppliance(attachment) ? [] : subnets.FindAll(s => ZoneOf(s) == zone);
        return own.Count > 0 ? own : subnets;
    }

    /// <summary>What comes out of a transit gateway meets the table and the outbound ACL rules of the attachment's subnet.</summary>
    private Way Arrive(Trip trip, Subnet subnet, string? vpc, string table, TransitGatewayRoute via, string? owner,
        List<(string, string)> path)
    {
        var way = Way.Open(trip.Universe) with { Arrivals = [subnet.Id] };
        if (Index.RouteTableOf(subnet) is not { } local)
            return way.Lacking(Missing(ResourceKind.RouteTable, subnet.Id, subnet.OwnerId));
        var isHere = vpc == trip.ToVpc;
        foreach (var routed in filters.Routes(local).Evaluate(trip.Destinations))
        {
            var part = trip.IsReturn ? PacketSet.Of(routed.Addresses, trip.ClientPorts) : trip.Universe;
            if (routed.Route is { IsLocal: true })
            {
                if (!isHere)
                    way = Drop(way, part, new(table, $"transit gateway route table {table}", via.ToString(),
                        $"leads {trip.Destination} to {vpc}, which has that address too, and not to {trip.ToVpc ?? "the clients' network"}",
                        "TGW_RTB_MORE_SPECIFIC_ROUTE", "Addresses must not overlap: renumber one of the VPCs, or use a static route.")
                    { AccountId = owner });
            }
            else if (routed.Route is { IsBlackhole: false } away && LeadsOut(away, vpc, local, trip, isHere) is { } lost)
            {
                way = Drop(way, part, lost);
            }
            else if (routed.Route is null or { IsBlackhole: true })
            {
                way = Drop(way, part, new(local.Id, $"route table {local.Id} of attachment subnet {subnet.Id}",
                    routed.Route?.ToString() ?? "no route matches",
                    isHere ? $"has no route to {trip.Destination}"
                        : $"is where {table} leads {trip.Destination} to, by {via}, and leads it no further",
                    routed.Route is null ? "NO_ROUTE_TO_DESTINATION" : "BAD_STATE_ROUTE", $"Correct the routes of {local.Id}."));
            }
            else
            {
                way = way.Through(routed.Route.Target,
                    $"what {routed.Route.Target} does with the packets that route {routed.Route} of {local.Id} sends there",
                    subnet.OwnerId == Index.Network.AccountId ? null : subnet.OwnerId)
                    .Then(After(trip.IsReturn ? trip with { Addresses = routed.Addresses } : trip, routed.Route.Target, isHere, path),
                        part);
            }
        }

        // A host in the attachment's own subnet is not shielded by its ACL from what the gateway brings.
        return !isHere || subnet.Id == trip.ToSubnetId ? way : WithAcl(way, trip, subnet, egress: true);
    }

    /// <summary>What comes out of a firewall takes the routes of the firewall's own subnet: what they drop, no rule of it saves.</summary>
    private Way After(Trip trip, string box, bool isHere, List<(string, string)> path)
    {
        if (Middlebox.SubnetOf(box, Index) is not { } subnet || Index.RouteTableOf(subnet) is not { } table)
            return Way.Open(trip.Universe);
        var ways = new List<Way>();
        foreach (var routed in filters.Routes(table).Evaluate(trip.Destinations))
        {
            var part = trip.IsReturn ? trip with { Addresses = routed.Addresses } : trip;
            ways.Add(routed.Route switch
            {
                { IsBlackhole: false } route when route.Target.StartsWith("tgw-", StringComparison.Ordinal) =>
                    FromSubnet(part, route, subnet, path),
                { IsLocal: true } when !isHere => Way.Closed(part.Universe, new(table.Id, $"route table {table.Id} of {subnet.Id}",
                    routed.Route.ToString(), $"keeps packets for {part.Destination} that come out of {box} within {subnet.VpcId}",
                    "MORE_SPECIFIC_ROUTE", $"Correct the routes of {table.Id}.")
                { AccountId = table.OwnerId }),
                { IsBlackhole: false } => Way.Open(part.Universe),
                _ => Way.Closed(part.Universe, new(table.Id, $"route table {table.Id} of {subnet.Id}",
                    routed.Route?.ToString() ?? "no route matches", $"has no route to {part.Destination} for what comes out of {box}",
                    routed.Route is null ? "NO_ROUTE_TO_DESTINATION" : "BAD_STATE_ROUTE", $"Correct the routes of {table.Id}.")
                { AccountId = table.OwnerId }),
            });
        }

        return trip.IsReturn ? Way.Beside(ways) : Way.All(ways);
    }

    /// <summary>
    /// Routes of an attachment's subnet that lead out of private networks, or to a gateway that serves its own VPC only; null for others.
    /// </summary>
    private WayFault? LeadsOut(Route route, string? vpc, RouteTable table, Trip trip, bool isHere)
    {
        var component = $"route table {table.Id} of {vpc}";
        var how = $"Correct the routes of {table.Id}, or lead {trip.Destination} elsewhere in the transit gateway's route table.";
        if (trip.Target.Family == IpFamily.IPv4 && (route.Target.StartsWith("igw-", StringComparison.Ordinal)
            || (route.Target.StartsWith("nat-", StringComparison.Ordinal) && RouteEnds.IsPublicOnly(route.Target, Index))))
            return new(table.Id, component, route.ToString(),
                $"sends packets for {trip.Destination} on to {route.Target} and the internet, which does not carry them",
                "NO_ROUTE_TO_DESTINATION", how)
            { AccountId = table.OwnerId };
        return !isHere && route.Target.StartsWith("vgw-", StringComparison.Ordinal) ? new(route.Target,
            $"virtual private gateway {route.Target}", route.ToString(),
            $"serves {vpc} alone and does not carry what comes from elsewhere", "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS", how)
        { AccountId = table.OwnerId } : null;
    }

    private static Way Drop(Way way, PacketSet part, WayFault fault) => way.Through(way.Possible.Except(part), () => fault);

    private Way WithAcl(Way way, Trip trip, Subnet subnet, bool egress)
    {
        if (Index.NetworkAclOf(subnet.Id) is not { } acl)
            return way.Lacking(Missing(ResourceKind.NetworkAcl, subnet.Id, subnet.OwnerId));
        var admitted = trip.Admitted(filters.Acl(acl, egress), bySource: !egress);
        return way.Through(admitted, () => new(acl.Id, $"network ACL {acl.Id} of attachment subnet {subnet.Id}",
            egress ? "outbound entries" : "inbound entries",
            $"drops {(trip.IsReturn ? "return traffic" : "requests")} {(egress ? "from" : "to")} the transit gateway",
            "SUBNET_ACL_RESTRICTION",
            $"Allow {(trip.IsReturn ? $"TCP {trip.ClientPorts}" : $"TCP {trip.Port}")} {(egress ? "to" : "from")} "
                + $"{(egress ? trip.Destination : trip.IsReturn ? trip.Target.Addresses.Minimum.ToString() : "the clients' addresses")} "
                + $"{(egress ? "outbound" : "inbound")} in {acl.Id}. Subnets of their own for attachments, with an ACL that is open, are "
                + "the simplest.")
        { AccountId = subnet.OwnerId, NamesTarget = egress != trip.IsReturn });
    }

    private Way? Refused(Trip trip, TransitGatewayVpcAttachment attachment, string by)
    {
        var owner = attachment.VpcOwnerId;
        var accepter = attachment.TransitGatewayId is { } gateway ? Transit.OwnerOf(gateway) : null;
        if (BadState(attachment.Id, attachment.State, owner, accepter) is { } fault)
            return Way.Closed(trip.Universe, fault);
        if (attachment.State is null)
            return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayVpcAttachment, attachment.Id, owner) with
            {
                ResourceId = $"the state of {attachment.Id}",
            });
        if (IsTransitional(attachment.State))
            return Way.Unseen(trip.Universe, Missing(ResourceKind.TransitGatewayVpcAttachment, attachment.Id, owner) with
            {
                ResourceId = $"what {attachment.Id} becomes, which is {attachment.State}",
            });
        return trip.Target.Family == IpFamily.IPv6
            && string.Equals(attachment.Ipv6Support, "disable", StringComparison.OrdinalIgnoreCase)
            ? Way.Closed(trip.Universe, new(attachment.Id, $"transit gateway attachment {attachment.Id}", "Ipv6Support disable",
                $"does not carry IPv6 to or from {attachment.VpcId}", null, $"Switch on IPv6 support of {attachment.Id} ({by}).")
            { AccountId = owner })
            : null;
    }

    private WayFault? StateOf(string gateway) => Transit.Gateway(gateway) is { State: { } state } known
        && !string.Equals(state, "available", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(state, "modifying", StringComparison.OrdinalIgnoreCase)
        ? new(gateway, $"transit gateway {gateway}", $"state {state}", $"is {state}", "BAD_STATE", $"Wait for, or replace, {gateway}.")
        { AccountId = known.OwnerId } : null;

    /// <summary>What is wrong with the state of an attachment, and whose it is to mend.</summary>
    /// <param name="id">The attachment.</param>
    /// <param name="state">Its state.</param>
    /// <param name="owner">Who attached.</param>
    /// <param name="accepter">Who accepts: the transit gateway's owner, of two that are peered the one that was asked.</param>
    private WayFault? BadState(string id, string? state, string? owner, string? accepter)
    {
        if (state is null || string.Equals(state, "available", StringComparison.OrdinalIgnoreCase) || IsTransitional(state))
            return null;
        var isToAccept = string.Equals(state, "pendingAcceptance", StringComparison.OrdinalIgnoreCase);
        var call = Transit.IsPeering(id) ? "accept-transit-gateway-peering-attachment" : "accept-transit-gateway-vpc-attachment";
        return new(id, $"transit gateway attachment {id}", $"state {state}", $"is {state} and carries nothing", "BAD_STATE_ATTACHMENT",
            isToAccept ? $"The owner of the transit gateway{(Transit.IsPeering(id) ? " that was asked to peer" : "")} has to accept {id}: "
                    + $"aws ec2 {call} --transit-gateway-attachment-id {CommandText.Posix(id)}."
                : state.ToLowerInvariant() is "pending" or "initiating" or "initiatingrequest" ? $"Wait until {id} is available."
                : $"Attach anew in the place of {id}.")
        { AccountId = isToAccept ? accepter : owner };
    }

    /// <summary>Whether a state is one of which AWS does not say whether packets pass.</summary>
    private static bool IsTransitional(string state) => string.Equals(state, "modifying", StringComparison.OrdinalIgnoreCase)
        || string.Equals(state, "rollingBack", StringComparison.OrdinalIgnoreCase);

    private static bool IsAppliance(TransitGatewayVpcAttachment attachment) =>
        string.Equals(attachment.ApplianceModeSupport, "enable", StringComparison.OrdinalIgnoreCase);

    private (List<Subnet> Known, List<MissingEvidence> Unseen) SubnetsOf(TransitGatewayVpcAttachment attachment)
    {
        var known = attachment.SubnetIds.Where(Index.Subnets.ContainsKey).Select(id => Index.Subnets[id]).ToList();
        return (known, [.. attachment.SubnetIds.Where(id => !Index.Subnets.ContainsKey(id))
            .Select(id => Missing(ResourceKind.Subnet, id, attachment.VpcOwnerId))]);
    }

    private string WhyNoRoute(Trip trip, string table, string gateway)
    {
        var to = trip.ToVpc is { } vpc ? Transit.VpcAttachmentOf(vpc, gateway) : null;
        if (to is null && trip.ToVpc is { } goal && Transit.Peerings.Values.FirstOrDefault(p =>
            p.Beyond(gateway)?.TransitGatewayId is { } next && Transit.VpcAttachmentOf(goal, next) is not null) is { } peering)
            return $"Add a static route to {trip.Destination} to {table}, over peering attachment {peering.Id}: no route is propagated "
                + "over peerings of transit gateways.";
        if (to is null)
            return trip.ToVpc is null ? $"Add a route to {trip.Destination} to {table}."
                : $"Attach {trip.ToVpc} to {gateway}, and let the attachment propagate its routes to {table}.";
        var propagates = Transit.Propagations.TryGetValue(table, out var known)
            ? known.Propagations.Any(p => p.AttachmentId == to.Id) : (bool?)null;
        return propagates == true
            ? $"{to.Id} propagates to {table}, and its route is not there: the blocks of another VPC overlap, or it is a secondary block "
                + $"that was added later. Add a static route to {trip.Destination}."
            : $"Let {to.Id} of {trip.ToVpc} propagate its routes to {table}, or add a static route to {trip.Destination} there.";
    }

    /// <summary>Zone ids are the same in every account; names are not, and stand for the zone only where there is no id.</summary>
    private static string? ZoneOf(Subnet subnet) => subnet.AvailabilityZoneId ?? subnet.AvailabilityZone;

    private static bool? IsSameZone(Subnet one, Subnet other) =>
        one.AvailabilityZoneId is { } id && other.AvailabilityZoneId is { } otherId ? id == otherId
        : one.AvailabilityZone is { } name && other.AvailabilityZone is { } otherName ? name == otherName : null;

    private static MissingEvidence MissingZone(Subnet subnet) =>
        MissingEvidence.Of(ResourceKind.Subnet, subnet.Id) with { ResourceId = $"the zone of {subnet.Id}" };

    private MissingEvidence Missing(ResourceKind kind, string id, string? account) =>
        MissingEvidence.Of(kind, id).In(account is null || account == Index.Network.AccountId ? null : account, null);
}
