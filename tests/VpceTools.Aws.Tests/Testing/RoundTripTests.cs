using System.Text.Json.Nodes;
using VpceTools.Testing;
using VpceTools.Testing.Describe;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Whatever a snapshot says, the SDK must read from the server: every member of every describe operation.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Operations => [.. DescribeCatalogue.Operations.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_the_model_survives_the_way_to_the_SDK(string name)
    {
        var operation = DescribeCatalogue.Operations[name];
        var document = FullDocuments.For(operation);
        var world = new Ec2World().Add(new JsonObject { [operation.Kind] = document[operation.Result]!.DeepClone() });
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
        using var client = server.CreateClient();

        var response = await SdkCall.InvokeAsync(client, name);

        var comparison = new SdkComparison();
        comparison.Compare(document, response, name);
        Assert.True(comparison.Differences.Count == 0, string.Join("\n", comparison.Differences));
        Assert.True(comparison.Compared >= 6, $"only {comparison.Compared} values were compared");
    }
}
