using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Policies;
using VpceTools.Probing;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using Xunit;

namespace VpceTools.Core.Tests.Findings;

/// <summary>What users turn into JSON reads as words and addresses, not as numbers and structures.</summary>
public sealed class OutputTypesTests
{
    private static readonly HashSet<Type> Types = PropertyTypesOf(
        [typeof(EndpointTestResult), typeof(CheckDescriptor), typeof(EndpointConnectionResult), typeof(EndpointPolicyDecision),
            .. typeof(RepairAction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RepairAction)))]);

    [Fact]
    public void The_walk_reaches_the_evidence_and_the_repair_actions() =>
        Assert.Superset(new HashSet<Type> { typeof(Severity), typeof(CheckStatus), typeof(PacketDirection), typeof(RepairRisk),
            typeof(SecurityGroupPermission), typeof(PolicyDecisionKind) }, Types);

    /// <summary>ConvertTo-Json writes enums of 64 bits by name and others as numbers.</summary>
    [Fact]
    public void Every_enum_is_written_as_a_word() =>
        Assert.All(Types.Where(type => type.IsEnum), type => Assert.Equal(typeof(long), Enum.GetUnderlyingType(type)));

    /// <summary>What is read of many accounts and Regions at once lies in one pipeline.</summary>
    [Theory]
    [InlineData(typeof(EndpointTestResult))]
    [InlineData(typeof(Finding))]
    [InlineData(typeof(EndpointRepairResult))]
    [InlineData(typeof(EndpointConnectionResult))]
    [InlineData(typeof(EndpointPolicyDecision))]
    public void Whatever_is_said_of_an_endpoint_has_a_place_for_its_account_and_Region(Type type) =>
        Assert.All(["EndpointId", "AccountId", "Region"], name => Assert.Equal(typeof(string), type.GetProperty(name)?.PropertyType));

    [Fact]
    public void Addresses_are_text()
    {
        Assert.DoesNotContain(typeof(IpAddress), Types);
        Assert.DoesNotContain(typeof(CidrBlock), Types);
        var packet = new Packet(IpAddress.Parse("2001:db8::1"), 49152, IpAddress.Parse("10.0.0.9"), 443, PacketDirection.Request);
        Assert.Equal(("2001:db8::1", "10.0.0.9", "[2001:db8::1]:49152 -> 10.0.0.9:443"),
            (packet.Source, packet.Destination, packet.ToString()));
    }

    [Fact]
    public void A_result_and_a_finding_are_one_short_line_each()
    {
        var finding = new Finding
        {
            Severity = Severity.High, Check = "NetworkAcl", EndpointId = "vpce-1", ResourceId = "acl-1",
            Summary = "It drops."
        };
        var result = new EndpointTestResult
        {
            EndpointId = "vpce-1", EndpointType = "Interface", ServiceName = "", VpcId = "vpc-1", Check = "NetworkAcl", Title = "",
            Status = CheckStatus.Failed, Message = "",
            Findings = [finding],
        };

        Assert.Equal(("High: It drops.", "NetworkAcl of vpce-1: Failed"), (finding.ToString(), result.ToString()));
    }

    private static HashSet<Type> PropertyTypesOf(IEnumerable<Type> roots)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var type))
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type) || type.IsEnum)
                continue;
            foreach (var argument in type.GetGenericArguments())
                open.Push(argument);
            if (type.Namespace?.StartsWith("VpceTools", StringComparison.Ordinal) == true && !type.IsGenericType)
                foreach (var property in type.GetProperties())
                    open.Push(property.PropertyType);
        }

        return seen;
    }
}
