using System.Text.Json.Nodes;
using VpceTools.Testing;

namespace VpceTools.Module.Tests.Worlds;

/// <summary>
/// One VPC with three endpoints: SQS works, S3 is a gateway, and the security group of ECR's lets nobody in. As a snapshot on disk, or as a
/// world for the test server.
/// </summary>
internal static class SmallWorld
{
    public const string Vpc = "vpc-0a1";
    public const string Sqs = "vpce-0a1";
    public const string S3 = "vpce-0b1";
    public const string Ecr = "vpce-0c1";
    public const string Instance = "i-0f1";

    private const string Broken = """
        {
          "VpcEndpoints": [{
            "VpcEndpointId": "vpce-0c1", "VpcEndpointType": "Interface", "VpcId": "vpc-0a1", "ServiceName": "com.amazonaws.us-east-1.ecr.api",
            "State": "available", "RouteTableIds": [], "SubnetIds": ["subnet-0b1"], "Groups": [{ "GroupId": "sg-0c1", "GroupName": "closed" }],
            "IpAddressType": "ipv4", "DnsOptions": { "DnsRecordIpType": "ipv4" }, "PrivateDnsEnabled": true, "RequesterManaged": false,
            "NetworkInterfaceIds": ["eni-0c1"], "DnsEntries": [], "Tags": [], "OwnerId": "111122223333"
          }],
          "SecurityGroups": [{
            "GroupId": "sg-0c1", "GroupName": "closed", "Description": "Lets nobody in", "OwnerId": "111122223333", "VpcId": "vpc-0a1",
            "IpPermissions": [], "IpPermissionsEgress": []
          }],
          "NetworkInterfaces": [{
            "NetworkInterfaceId": "eni-0c1", "InterfaceType": "vpc_endpoint", "Description": "VPC Endpoint Interface vpce-0c1", "Status": "in-use",
            "SubnetId": "subnet-0b1", "VpcId": "vpc-0a1", "AvailabilityZone": "us-east-1b", "OwnerId": "111122223333", "PrivateIpAddress": "10.0.2.10",
            "PrivateIpAddresses": [{ "Primary": true, "PrivateIpAddress": "10.0.2.10" }], "Groups": [{ "GroupId": "sg-0c1", "GroupName": "closed" }]
          }]
        }
        """;

    /// <summary>The document, in which a test may change what it wants.</summary>
    public static JsonObject Document()
    {
        var document = SampleWorld.Document();
        foreach (var (kind, added) in (JsonObject)JsonNode.Parse(Broken)!)
            foreach (var resource in added!.AsArray())
                document[kind]!.AsArray().Add(resource!.DeepClone());
        var sqs = document["VpcEndpoints"]!.AsArray().Single(endpoint => (string?)endpoint!["VpcEndpointId"] == Sqs)!;
        var tags = sqs["Tags"]?.DeepClone().AsArray() ?? [];
        tags.Add(new JsonObject { ["Key"] = "Stage", ["Value"] = "prod" });
        sqs["Tags"] = tags;
        return document;
    }

    public static Ec2World Create() => new Ec2World().Add(Document());
}
