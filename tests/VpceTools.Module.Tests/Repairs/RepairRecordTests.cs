using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Repairs;

/// <summary>What is left of a repair: a journal in every case, whole lines of a damaged one, and no word of what was not written.</summary>
public sealed class RepairRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-record-").FullName;

    private string Journal => Path.Combine(_folder, "repair.jsonl");

    [Fact]
    public void A_live_repair_without_a_journal_writes_one_of_its_own_and_names_it()
    {
        using var live = new LiveSession(Sample("network-acl"));
        var before = live.Server.World.Dump();

        var said = live.Invoke("Repair-VpcEndpoint @live -Force 6>&1 | Where-Object { $_ -is [System.Management.Automation.InformationRecord] } | ForEach-Object { \"$_\" }")
            .Succeeded().Select(line => $"{line}").Single();

        var path = said.Split(Environment.NewLine)[0]["The journal of this repair: ".Length..];
        Assert.StartsWith(OwnFolder.Path, path, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(path).Length);
        live.Invoke(said.Split(Environment.NewLine)[1]["To take it back: ".Length..] + " @live -Force").Succeeded();
        Assert.Equal(before, live.Server.World.Dump());
    }

    [Fact]
    public void Nothing_that_was_only_looked_at_leaves_a_journal()
    {
        using var live = new LiveSession(Sample("network-acl"));
        var before = Directory.Exists(OwnFolder.Path) ? Directory.GetFiles(OwnFolder.Path, "*", SearchOption.AllDirectories).Length : 0;

        live.Invoke("Repair-VpcEndpoint @live -WhatIf").Succeeded();
        live.Invoke("Repair-VpcEndpoint @live -CheckPermission").Succeeded();

        Assert.Equal(before, Directory.GetFiles(OwnFolder.Path, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_damaged_line_is_named_and_the_others_are_taken_back()
    {
        using var live = new LiveSession(Sample("network-acl"));
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        var lines = File.ReadAllLines(Journal);
        // Both lines of the second action; the first one stays whole.
        File.WriteAllLines(Journal, [lines[0], lines[1], lines[2].Replace("443", "444", StringComparison.Ordinal) + " ",
            lines[3].Replace("\"run\"", "\"rum\"", StringComparison.Ordinal)]);

        var result = live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'");

        Assert.Equal(["Applied"], result.Output.Select(r => $"{r.Properties["Status"].Value}"));
        Assert.Equal(["JournalDamaged", "JournalDamaged"], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.StartsWith("Line 3 of the journal", result.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Two runs, each with a journal of its own: what the first opened stays while what the second redirects stands.</summary>
    [Fact]
    public void Undo_asks_the_network_whatever_is_in_the_journal()
    {
        using var live = new LiveSession(Sample("network-acl"));
        live.Invoke($"Repair-VpcEndpoint @live -Force -JournalPath '{Journal}'").Succeeded();
        var repaired = live.Server.World.Dump();
        live.AllowBlockClients();

        var refused = live.Invoke($"Undo-VpcEndpointRepair @live -Force -JournalPath '{Journal}'").Succeeded();

        // The first entry is what the second depends on.
        Assert.Equal(["Refused", "Skipped"], refused.Select(r => $"{r.Properties["Status"].Value}"));
        Assert.Contains("-AllowBlockClients", $"{refused[0].Properties["Error"].Value}", StringComparison.Ordinal);
        Assert.Equal(repaired, live.Server.World.Dump());
    }

    [Fact]
    public void Nothing_is_said_to_be_applied_where_the_repaired_snapshot_cannot_be_written()
    {
        using var session = new ModuleSession(width: 80);
        var blocked = Path.Combine(_folder, "file");
        File.WriteAllText(blocked, "");

        var result = session.Invoke(
            $"Repair-VpcEndpoint -SnapshotPath '{Path.Combine(RepositoryFiles.Root, "samples", "network-acl")}' -OutputSnapshotPath '{Path.Combine(blocked, "new")}' -Force");

        Assert.Empty(result.Output);
        Assert.StartsWith("OutputSnapshotUnwritable,", result.SingleError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Ec2World Sample(string name) => Ec2World.FromSnapshot(Path.Combine(RepositoryFiles.Root, "samples", name));
}
