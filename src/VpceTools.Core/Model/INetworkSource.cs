namespace VpceTools.Model;

/// <summary>Where a network comes from: live EC2, or a snapshot.</summary>
public interface INetworkSource
{
    /// <summary>Reads what the query needs; one network for each account and Region that the source holds.</summary>
    /// <exception cref="NetworkSourceException">Nothing at all could be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<VpcNetwork>> ReadAsync(NetworkQuery query, IProgress<SourceProgress>? progress, CancellationToken cancellationToken);
}
