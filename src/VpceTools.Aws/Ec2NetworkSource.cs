using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Aws.Names;
using VpceTools.Aws.Reading;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Aws;

/// <summary>
/// Reads the network of one account and Region from EC2: first the endpoints, then everything about their VPCs at once, one paginated
/// call for each kind of evidence, and last the few things that only the answers name.
/// </summary>
internal sealed class Ec2NetworkSource(AwsConnection connection, CredentialPool pool) : INetworkSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<VpcNetwork>> ReadAsync(NetworkQuery query, IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        var reporter = new CallReporter(progress);
        using var session = await Ec2Session.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false);
        using var caller = new Ec2Caller(session.Target, reporter, cancellationToken, connection.ReadTimeout);
        var network = await new NetworkReading(new Ec2Calls(session.Client, caller), query, session.Region)
            .ReadAsync().ConfigureAwait(false);
        if (!query.DecidesNames || query.EndpointsOnly || network.Endpoints.Count == 0 || !NameCalls.CanReach(connection))
            return [network];
        using var calls = await NameCalls.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false);
        return [await new NameReading(calls, query, reporter).ReadAsync(network).ConfigureAwait(false)];
    }
}
