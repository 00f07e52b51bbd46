using System.Text;
using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Repairs.Actions;

/// <content>The call as text: the change batch, <c>aws</c> CLI, AWS.Tools.</content>
public sealed partial record ChangeResourceRecordSets
{
    /// <summary>The changes, in their order.</summary>
    internal IEnumerable<(string Action, ResourceRecordSet Set)> Changes =>
        Deleted.Select(set => ("DELETE", set)).Concat(Created.Select(set => ("CREATE", set)));

    private string Batch
    {
        get
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, TextJson))
            {
                json.WriteStartObject();
                WriteChanges(json);
                json.WriteEndObject();
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(HostedZoneId), HostedZoneId);
        json.WriteStartObject("ChangeBatch");
        WriteChanges(json);
        json.WriteEndObject();
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"change-resource-record-sets --hosted-zone-id {CommandText.Posix(HostedZoneId)} --change-batch {CommandText.PosixQuoted(Batch)}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Edit-R53ResourceRecordSet -HostedZoneId {CommandText.PowerShell(HostedZoneId)} -ChangeBatch_Change "
            + string.Join(",", Changes.Select(change => PowerShellChange(change.Action, change.Set))));

    private static string PowerShellChange(string action, ResourceRecordSet set)
    {
        const string Types = "Amazon.Route53.Model.";
        var content = set.AliasTarget is { } alias
            ? $"AliasTarget = [{Types}AliasTarget]@{{ HostedZoneId = {Quoted(NameEvidence.ZoneId(alias.HostedZoneId))}; "
                + $"DNSName = {Quoted(alias.DnsName)}; EvaluateTargetHealth = ${(alias.EvaluateTargetHealth ? "true" : "false")} }}"
            : $"TTL = {set.Ttl ?? 0}; ResourceRecords = [{Types}ResourceRecord[]]@("
                + string.Join(", ", set.Values.Select(value => $"@{{ Value = {Quoted(value)} }}")) + ")";
        return $"([{Types}Change]@{{ Action = '{action}'; ResourceRecordSet = [{Types}ResourceRecordSet]@{{ Name = {Quoted(set.Name)}; "
            + $"Type = {Quoted(set.Type)}; {content} }} }})";
    }

    private static string Quoted(string value) => CommandText.PowerShellQuoted(value);

    private void WriteChanges(Utf8JsonWriter json) => json.WriteObjects(nameof(Changes), Changes, (w, change) =>
    {
        w.WriteString("Action", change.Action);
        w.WriteStartObject("ResourceRecordSet");
        w.WriteString("Name", change.Set.Name);
        w.WriteString("Type", change.Set.Type);
        if (change.Set.AliasTarget is { } alias)
        {
            w.WriteStartObject("AliasTarget");
            w.WriteString("HostedZoneId", NameEvidence.ZoneId(alias.HostedZoneId));
            w.WriteString("DNSName", alias.DnsName);
            w.WriteBoolean("EvaluateTargetHealth", alias.EvaluateTargetHealth);
            w.WriteEndObject();
        }
        else
        {
            w.WriteNumber("TTL", change.Set.Ttl);
            w.WriteObjects("ResourceRecords", change.Set.Values, (record, value) => record.WriteString("Value", value));
        }

        w.WriteEndObject();
    });
}
