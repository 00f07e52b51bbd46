using Amazon;
using VpceTools.Needs;
using Xunit;

namespace VpceTools.Aws.Tests.Needs;

/// <summary>The partitions of the table of default names are those that the AWS SDK for .NET works with.</summary>
public sealed class PartitionTests
{
    // The SDK also has stand-ins for no Region: aws-global, us-east-1-regional.
    public static TheoryData<string> Regions =>
        [.. RegionEndpoint.EnumerableAllRegions.Select(r => r.SystemName).Where(name => char.IsAsciiDigit(name[^1]))];

    [Theory]
    [MemberData(nameof(Regions))]
    public void A_Region_of_the_SDK_is_in_its_partition(string region)
    {
        var endpoint = RegionEndpoint.GetBySystemName(region);
        var partition = ServiceCatalog.PartitionOf(region);
        Assert.Equal((endpoint.PartitionName, endpoint.PartitionDnsSuffix), (partition.Id, partition.DnsSuffix));
        Assert.True(partition.Contains(region));
    }
}
