using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using VpceTools.Aws.Connecting;
using VpceTools.Probing;
using VpceTools.Sources;

namespace VpceTools.Aws.Instances;

/// <summary>Finds out which instances can be sent a command, and of which kind.</summary>
internal sealed class InstanceCatalog(AwsConnection connection, string? endpointUrl, CredentialPool pool)
{
    // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformationStringFilter.html: 1 to 100 values.
    private const int IdsInFilter = 50;

    // One would do.
    private const int MostPages = 50;

    /// <summary>The instances, in the order of the ids.</summary>
    /// <exception cref="NetworkSourceException">Systems Manager did not say.</exception>
    public async Task<IReadOnlyList<ManagedInstance>> ReadAsync(IReadOnlyList<string> instanceIds,
        IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        using var session = await SsmSession.OpenAsync(connection, endpointUrl, pool, cancellationToken).ConfigureAwait(false);
        var known = new Dictionary<string, InstanceInformation>(StringComparer.Ordinal);
        for (var start = 0; start < instanceIds.Count; start += IdsInFilter)
        {
            string? token = null;
            var pages = 0;
            do
            {
                var request = new DescribeInstanceInformationRequest
                {
                    Filters = [new() { Key = "InstanceIds", Values = [.. instanceIds.Skip(start).Take(IdsInFilter)] }],
                    MaxResults = IdsInFilter,
                    NextToken = token,
                };
                var page = await session.CallAsync("DescribeInstanceInformation", stop =>
                    session.Client.DescribeInstanceInformationAsync(request, stop), cancellationToken).ConfigureAwait(false);
                foreach (var information in page.InstanceInformationList ?? [])
                    known[information.InstanceId] = information;
                token = page.NextToken;
                if (++pages >= MostPages && !string.IsNullOrEmpty(token))
                    throw new NetworkSourceException(ErrorIds.AnswerInvalid,
                        $"DescribeInstanceInformation: Systems Manager in {session.Region} gave {pages} pages for {IdsInFilter} instances "
                        + $"and says that there are more.");
            }
            while (!string.IsNullOrEmpty(token));
        }

        progress?.Report(new SourceProgress("Asking Systems Manager",
            $"DescribeInstanceInformation: {known.Count} of {instanceIds.Count} instances are managed.", 1, 1));
        return [.. instanceIds.Select(id => Of(id, known.TryGetValue(id, out var information) ? information : null))];
    }

    private static ManagedInstance Of(string id, InstanceInformation? information) => information is null
        ? new(id, IsWindows: false,
            $"Instance {id} is not managed by Systems Manager here: it does not exist, is stopped, has no agent, no instance profile that "
            + "allows it, "
            + "or no way to the endpoints ssm, ssmmessages and ec2messages.")
        : information.PingStatus == PingStatus.Online ? new(id, information.PlatformType == PlatformType.Windows)
        : new(id, information.PlatformType == PlatformType.Windows,
            $"The agent of instance {id} does not report to Systems Manager ({information.PingStatus}).");
}
