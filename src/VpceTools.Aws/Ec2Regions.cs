using Amazon.EC2.Model;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Connecting;
using VpceTools.Sources;

namespace VpceTools.Aws;

/// <summary>
/// The Regions that an account uses: those that are always on and those that it has opted in to. Another would refuse the account's
/// credentials. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
/// </summary>
internal static class Ec2Regions
{
    /// <summary>Their codes, in order.</summary>
    /// <exception cref="NetworkSourceException">They could not be read.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        AwsConnection connection, CredentialPool pool, IProgress<SourceProgress>? progress, CancellationToken cancellationToken)
    {
        var reporter = new CallReporter(progress);
        using var session = await Ec2Session.OpenAsync(connection, pool, reporter, cancellationToken).ConfigureAwait(false);
        using var caller = new Ec2Caller(session.Target, reporter, cancellationToken);
        try
        {
            var answer = await caller.CallAsync(
                "DescribeRegions", "", stop => session.Client.DescribeRegionsAsync(new DescribeRegionsRequest(), stop))
                    .ConfigureAwait(false);
            return [.. (answer.Regions ?? []).Select(region => region.RegionName).OrderBy(name => name, StringComparer.Ordinal)];
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
    }
}
