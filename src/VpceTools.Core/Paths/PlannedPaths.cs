using System.Collections.Concurrent;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>
/// Finds paths in every picture that code can come to, as PlannedRun judges endpoints: a verdict holds where it is the same in all of them;
/// else it is Unknown, and says which value decides.
/// </summary>
/// <param name="networks">The networks, in which nothing is chosen.</param>
/// <param name="finderOf">Makes what finds paths in a picture.</param>
internal sealed class PlannedPaths(IReadOnlyList<VpcNetwork> networks, Func<IReadOnlyList<VpcNetwork>, PathFinder> finderOf)
{
    private readonly PlannedPictures _pictures = new(networks);
    private readonly ConcurrentDictionary<PlannedPicture, Lazy<Found>> _finders = new();

    /// <summary>A path as it is in all pictures.</summary>
    /// <param name="home">The place of the client's network among the networks.</param>
    /// <param name="client">The client, as the network has it in which nothing is chosen.</param>
    /// <param name="asItIs">The path there.</param>
    /// <param name="endpoints">The endpoints that the client may be led to, by what it calls.</param>
    /// <param name="ask">Finds the path in a picture.</param>
    public EndpointPath Judge(int home, Client client, EndpointPath asItIs, IEnumerable<string> endpoints,
        Func<PathFinder, VpcNetwork, Client, EndpointPath> ask)
    {
        var concerned = new HashSet<string>(endpoints, StringComparer.Ordinal);
        if (asItIs.EndpointId is { } led)
            concerned.Add(led);
        while (true)
        {
            var found = new List<(IReadOnlyDictionary<OpenValue, int> Taken, EndpointPath Path)>();
            foreach (var picture in _pictures.Of(concerned))
            {
                var own = _finders.GetOrAdd(picture, p => new(() => new(finderOf(p.Networks), p.Networks))).Value;
                if (own.Of(client, home) is { } there)
                    found.Add((picture.Taken, ask(own.Finder, there.Network, there.Client)));
            }

            if (found.Count == 0)
                return asItIs;
            // Where a choice leads the client to another endpoint, that one's own values count as well.
            var further = found.Select(f => f.Path.EndpointId).OfType<string>().Where(concerned.Add).ToList();
            if (further.Count == 0)
                return PlannedMeeting.Merge(found) is var met && met.Verdict == PathVerdict.NoEndpoint
                    ? met with { Proposed = asItIs.Proposed } : met;
        }
    }

    /// <summary>A picture, with what finds paths in it.</summary>
    private sealed class Found(PathFinder finder, IReadOnlyList<VpcNetwork> networks)
    {
        private readonly Lazy<ILookup<string, (VpcNetwork Network, Client Client)>> _byId = new(() =>
            finder.Clients().ToLookup(from => from.Client.Id, StringComparer.Ordinal));

        public PathFinder Finder => finder;

        /// <summary>A client as the picture has it; null where a condition leaves it out.</summary>
        public (VpcNetwork Network, Client Client)? Of(Client client, int home)
        {
            var alike = _byId.Value[client.Id].ToList();
            var same = alike.FindAll(from => ClientIdentity.Comparer.Equals(from.Client, client));
            if (same.Count > 0)
                return same[0];
            if (alike.Count > 0)
                return alike[0];
            // One that nobody looked for by that name, such as one that stands for many.
            var isThere = client.Kind == ClientKind.CidrBlock || networks[home].Subnets.Any(subnet => subnet.Id == client.SubnetId)
                && (client.Kind != ClientKind.NetworkInterface || networks[home].NetworkInterfaces.Any(n => n.Id == client.Id));
            return isThere ? (networks[home], client) : null;
        }
    }
}
