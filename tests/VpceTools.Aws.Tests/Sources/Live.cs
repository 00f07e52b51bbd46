using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Reads networks from servers on this machine, as a cmdlet would.</summary>
internal static class Live
{
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string SessionToken = "FwoGZXIvYXdzEJr//////////wEaDEXAMPLETOKEN/with+odd=characters";

    public static AwsConnection Connection(string url) => new()
    {
        AccessKey = "AKIAEXAMPLE",
        SecretKey = SecretKey,
        SessionToken = SessionToken,
        Region = "us-east-1",
        EndpointUrl = url,
    };

    public static Task<VpcNetwork> ReadAsync(this Ec2TestServer server, NetworkQuery? query = null,
        IProgress<SourceProgress>? progress = null) =>
        ReadAsync(Connection(server.Url), query, progress, TestContext.Current.CancellationToken);

    public static async Task<VpcNetwork> ReadAsync(
        AwsConnection connection, NetworkQuery? query = null, IProgress<SourceProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        (await AwsSourceFactory.Open().Network(connection).ReadAsync(query ?? new NetworkQuery(), progress, cancellationToken)).Single();

    public static Task<NetworkSourceException> FailAsync(this Ec2TestServer server) => FailAsync(Connection(server.Url));

    public static Task<NetworkSourceException> FailAsync(AwsConnection connection) =>
        Assert.ThrowsAsync<NetworkSourceException>(() => ReadAsync(connection, cancellationToken: TestContext.Current.CancellationToken));
}
