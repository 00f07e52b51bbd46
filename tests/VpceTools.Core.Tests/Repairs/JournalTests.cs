using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Journal;
using VpceTools.Repairs.Running;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>A journal is read back as it was written, and says what is left to take back.</summary>
public sealed class JournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every call that a repair can make, with every kind of value.</summary>
    public static IReadOnlyList<RepairAction> Actions { get; } =
    [
        new AuthorizeSecurityGroupIngress("sg-1",
            new(443, 443, World.Cidr("10.0.0.0/16"), Description: "Clients of vpce-1")) { Region = "us-east-1" },
        new AuthorizeSecurityGroupIngress("sg-1", new(443, 443, World.Cidr("2001:db8::/56"))) { Region = "us-east-1" },
        new AuthorizeSecurityGroupIngress("sg-1",
            new(443, 444, PeerGroupId: "sg-2", Description: "it's \"quoted\"")) { Region = "us-east-1" },
        new AuthorizeSecurityGroupEgress("sg-1", new(443, 443, PrefixListId: "pl-1")) { Region = "us-east-1" },
        new CreateNetworkAclEntry("acl-1", 90, true, World.Cidr("10.0.0.0/24"), 1024, 65535) { Region = "us-east-1" },
        new CreateNetworkAclEntry("acl-1", 91, false, World.Cidr("2001:db8::/64"), 443, 443) { Region = "us-east-1" },
        new CreateRoute("rtb-1", World.Cidr("10.9.1.10/32"), "pcx-1") { Region = "us-east-1" },
        new CreateRoute("rtb-1", World.Cidr("2001:db8::/64"), "tgw-1") { Region = "us-east-1" },
        new CreateRoute("rtb-1", World.Cidr("192.168.7.0/24"), "vgw-1") { Region = "us-east-1" },
        new AssociateTransitGatewayRouteTable("tgw-rtb-1", "tgw-attach-1") { Region = "us-east-1" },
        new EnableTransitGatewayRouteTablePropagation("tgw-rtb-1", "tgw-attach-1") { Region = "us-east-1" },
        new CreateTransitGatewayRoute("tgw-rtb-1", World.Cidr("10.9.1.10/32"), "tgw-attach-1") { Region = "us-east-1" },
        new ModifyTransitGatewayVpcAttachment("tgw-attach-1") { AddSubnetId = "subnet-1", Region = "us-east-1" },
        new ModifyVpcAttribute("vpc-1", VpcDnsAttribute.EnableDnsSupport) { Region = "us-east-1" },
        new ModifyVpcAttribute("vpc-1", VpcDnsAttribute.EnableDnsHostnames, Value: false) { Region = "us-east-1" },
        new ModifyVpcEndpoint("vpce-1") { AddSubnetIds = ["subnet-1", "subnet-2"], AddSecurityGroupIds = ["sg-1"], Region = "us-east-1" },
        new ModifyVpcEndpoint("vpce-1") { PrivateDnsEnabled = true, PrivateDnsOnlyForInboundResolverEndpoint = false,
            Region = "us-east-1" },
        new ModifyVpcEndpoint("vpce-1") { AddRouteTableIds = ["rtb-1"], Region = "us-east-1" },
        new ModifyVpcEndpoint("vpce-1")
        {
            PolicyDocument = World.DefaultPolicy.Replace("}]",
                "},\n{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]", StringComparison.Ordinal),
            Region = "us-east-1",
        },
        new ModifyVpcEndpoint("vpce-1") { ResetPolicy = true, Region = "us-east-1" },
        new ModifyVpcEndpoint("vpce-1") { RemoveSubnetIds = ["subnet-1"], RemoveRouteTableIds = ["rtb-1"],
            RemoveSecurityGroupIds = ["sg-1"], PrivateDnsEnabled = false },
    ];

    public static TheoryData<int> Places { get; } = [.. Enumerable.Range(0, Actions.Count)];

    [Theory]
    [MemberData(nameof(Places))]
    public void An_action_is_what_its_call_says(int place)
    {
        var action = Actions[place];

        Assert.Equal(action, RepairActionReader.Parse(action.ApiCall, action.Region));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_line_is_read_back_as_it_was_written(int place)
    {
        var entry = Entry(Actions[place], JournalEvent.Applied) with { Time = Noon, Error = "a\nb" };
        entry = entry with { Repair = entry.Repair with { DependsOn = [.. Enumerable.Range(1, place)] } };

        Assert.Equal(entry, Assert.Single(JournalReader.Read(RepairJournal.ToLine(entry) + "\n").Entries));
    }

    [Fact]
    public void An_action_of_an_early_version_which_did_not_say_depends_on_all_before_it()
    {
        var line = RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Applied, 3));

        Assert.Equal([1, 2], Assert.Single(
            JournalReader.Read(Unchecked(line).Replace(",\"dependsOn\":[]", "", StringComparison.Ordinal)).Entries).Repair.DependsOn);
        Assert.Empty(Assert.Single(JournalReader.Read(line).Entries).Repair.DependsOn);
    }

    [Theory]
    [InlineData("1:; 2:1; 3:", 1, 2)]
    [InlineData("1:; 2:1; 3:", 3, null)]
    [InlineData("1:; 2:; 3:1", 2, null)]
    [InlineData("1:; 2:; 3:1", 1, 3)]
    public void What_depends_on_a_repair_keeps_it_in_place_until_it_is_taken_back(string run, int number, int? dependent)
    {
        var entries = run.Split("; ").Select(text => text.Split(':')).Select(text => Entry(
            Actions[0], JournalEvent.Applied, int.Parse(text[0], null),
            [.. text[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, null))])).ToList();
        var order = new UndoOrder([.. entries, Entry(Actions[0], JournalEvent.Applied, 9, [1]) with { Run = "another" }]);

        Assert.Equal(dependent, order.DependentOn(entries[number - 1])?.Repair.Number);
        foreach (var later in entries.Skip(number))
        {
            order.Note(later, UndoRun.Decline(later));
            Assert.Equal(dependent, order.DependentOn(entries[number - 1])?.Repair.Number);
        }

        entries.Skip(number).ToList().ForEach(later => order.Note(later, UndoRun.Decline(later) with { Status = RepairStatus.Applied }));
        Assert.Null(order.DependentOn(entries[number - 1]));
    }

    [Fact]
    public void The_rule_that_EC2_named_is_the_one_to_revoke()
    {
        var entry = Entry(Actions[0], JournalEvent.Applied);
        var named =
            entry with { Repair = entry.Repair with { Undo = (RevokeSecurityGroupIngress)entry.Repair.Undo with { RuleId = "sgr-1" } } };

        var read = Assert.Single(JournalReader.Read(RepairJournal.ToLine(named)).Entries);

        Assert.Equal("""RevokeSecurityGroupIngress {"GroupId":"sg-1","SecurityGroupRuleIds":["sgr-1"]}""", read.Repair.Undo.ApiCall);
        Assert.Equal(named.Repair.Undo, read.Repair.Undo);
    }

    [Theory]
    [InlineData("Started", true)]
    [InlineData("Started Applied", true)]
    [InlineData("Started Unclear", true)]
    [InlineData("Started Failed", false)]
    [InlineData("Started AlreadyDone", false)]
    [InlineData("Started Applied Undone", false)]
    public void What_may_have_changed_something_and_was_not_taken_back_is_open(string events, bool isOpen)
    {
        var lines = events.Split(' ').Select(e => Entry(Actions[0], Enum.Parse<JournalEvent>(e)));

        Assert.Equal(isOpen ? 1 : 0, JournalReader.Open(lines).Count);
    }

    /// <summary>Every place where a process could be killed while it writes, with every kind of character around it.</summary>
    [Fact]
    public void A_line_that_is_torn_is_left_out_wherever_it_is_torn()
    {
        var line = RepairJournal.ToLine(Entry(Actions[2], JournalEvent.Started) with { Time = Noon, Error = "tab\t, quote\" and \u00e9" });

        foreach (var length in Enumerable.Range(1, line.Length - 1))
        {
            Assert.Single(JournalReader.Read(line + "\n" + line[..length]).Entries);
            var content = JournalReader.Read(line + "\n" + line[..length] + "\n" + line + "\n");
            Assert.Equal(2, content.Entries.Count);
            Assert.Equal([new(2, "it was not written to its end") { IsTorn = true }], content.Damaged);
        }
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("{\"version\":1,\"run\":nothing")] // The beginning of a line, and then something else.
    [InlineData("\"run\":\"r\",\"number\":1}")] // The end of one.
    [InlineData("{\"version\":1}{\"version\":1")]
    [InlineData("{\"run\":\"r\",\"number\"")]
    public void What_is_not_whole_is_named_by_its_number_and_the_rest_is_read(string garbage)
    {
        var line = RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Started) with { Time = Noon });

        var content = JournalReader.Read(line + "\n" + garbage + "\n" + line + "\n");

        Assert.Equal(2, content.Entries.Count);
        Assert.Equal((2, false), (Assert.Single(content.Damaged).Number, content.Damaged[0].IsTorn));
        var error = Assert.Throws<FormatException>(() => JournalReader.Read(garbage));
        Assert.StartsWith("Line 1 is not a line of a repair journal", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Every character of a line, one after the other, is another one, missing, or there twice.</summary>
    [Fact]
    public void A_line_that_was_changed_in_any_place_is_damaged_and_says_nothing()
    {
        var good = RepairJournal.ToLine(Entry(Actions[4], JournalEvent.Applied) with { Time = Noon });
        var line = RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Applied, 2) with { Time = Noon });

        for (var i = 0; i < line.Length; i++)
        {
            foreach (var changed in new[] { line[..i] + (line[i] == '7' ? '8' : '7') + line[(i + 1)..], line.Remove(i, 1), line[..i]
                + line[i] + line[i..] })
            {
                JournalContent content;
                try
                {
                    content = JournalReader.Read(good + "\n" + changed + "\n");
                }
                catch (FormatException)
                {
                    // The name of the checksum itself was changed, so that nothing of it counts.
                    Assert.DoesNotContain("\"check\":", changed, StringComparison.Ordinal);
                    continue;
                }

                Assert.True(content.Entries.Count == 1 || !changed.Contains("\"check\":", StringComparison.Ordinal), changed);
                Assert.True(content.Damaged.Count == 1 || !changed.Contains("\"check\":", StringComparison.Ordinal), changed);
            }
        }
    }

    [Fact]
    public void A_line_of_an_early_version_has_no_checksum_and_counts()
    {
        var line = RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Applied) with { Time = Noon });

        Assert.Matches(",\"check\":\"[0-9a-f]{16}\"}$", line);
        Assert.Equal(JournalReader.Read(line).Entries, JournalReader.Read(Unchecked(line)).Entries);
        Assert.Empty(JournalReader.Read(Unchecked(line) + "\r\n" + line + "\r\n").Damaged);
    }

    [Fact]
    public void A_line_of_another_version_or_operation_is_an_error()
    {
        var line = Unchecked(RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Started) with { Time = Noon }));

        Assert.Throws<FormatException>(() =>
            JournalReader.Read(line.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal) + "\n"));
        Assert.Throws<FormatException>(() =>
            JournalReader.Read(line.Replace("AuthorizeSecurityGroupIngress", "DeleteVpc", StringComparison.Ordinal) + "\n"));
    }

    /// <summary>What counts is one process beside the other; two streams of one process are locked against each other just so.</summary>
    [Fact]
    public async Task Whoever_writes_beside_others_loses_no_line_and_garbles_none()
    {
        const int Writers = 8;
        const int Lines = 96;
        var file = Path.Combine(Path.GetTempPath(), $"vpce-{Guid.NewGuid():N}.jsonl");
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(() =>
            {
                var journal = new RepairJournal(file, () => Noon);
                for (var number = 1; number <= Lines; number++)
                {
                    journal.Probe();
                    journal.Append(Entry(Actions[number % Actions.Count], JournalEvent.Applied, number) with { Run = $"{writer}" });
                }
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            var content = JournalReader.Read(File.ReadAllText(file));
            Assert.Empty(content.Damaged);
            Assert.All(content.Entries.GroupBy(e => e.Run), run =>
                Assert.Equal(Enumerable.Range(1, Lines), run.Select(e => e.Repair.Number)));
            Assert.Equal(Writers * Lines, content.Entries.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Lines_are_appended_and_on_the_disk_one_by_one()
    {
        var file = Path.Combine(Path.GetTempPath(), $"vpce-{Guid.NewGuid():N}.jsonl");
        try
        {
            var journal = new RepairJournal(file, () => Noon);
            journal.Probe();
            Assert.False(File.Exists(file));
            journal.Append(Entry(Actions[0], JournalEvent.Started));
            Assert.Single(File.ReadAllLines(file));
            journal.Probe();
            journal.Append(Entry(Actions[0], JournalEvent.Applied));

            Assert.Equal([JournalEvent.Started, JournalEvent.Applied],
                JournalReader.Read(File.ReadAllText(file)).Entries.Select(e => e.Event));
            Assert.All(JournalReader.Read(File.ReadAllText(file)).Entries, e => Assert.Equal(Noon, e.Time));

            // A process that was killed left half a line: the next one begins its own, however often.
            foreach (var what in (JournalEvent[])[JournalEvent.Unclear, JournalEvent.Undone])
            {
                File.AppendAllText(file, RepairJournal.ToLine(Entry(Actions[0], JournalEvent.Started))[..60]);
                journal.Append(Entry(Actions[0], what));
            }

            Assert.Equal(
                [JournalEvent.Started, JournalEvent.Applied, JournalEvent.Unclear, JournalEvent.Undone],
                JournalReader.Read(File.ReadAllText(file)).Entries.Select(e => e.Event));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Unchecked(string line) => line[..line.LastIndexOf(",\"check\"", StringComparison.Ordinal)] + "}";

    private static JournalEntry Entry(RepairAction action, JournalEvent what, int number = 1, params ValueList<int> dependsOn) =>
        new("r", new(number, action) { EndpointId = "vpce-1", Undo = action.Inverse(World.Healthy), DependsOn = dependsOn }, what)
        {
            AccountId = "123456789012", Region = action.Region,
        };
}
