using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-attribute, which names one VPC and one attribute: <c>{"VpcId": …, "EnableDnsSupport": {"Value": true}}</c>.</summary>
internal static class VpcAttributeDocument
{
    private const string VpcId = "VpcId";
    public const string DnsSupport = "EnableDnsSupport";
    public const string DnsHostnames = "EnableDnsHostnames";

    /// <summary>Whether the top-level keys are those of this document.</summary>
    public static bool IsTold(SnapshotNode document) => document.Has(VpcId) && (document.Has(DnsSupport) || document.Has(DnsHostnames));

    public static void Read(SnapshotNode document, SnapshotContents contents)
    {
        var added = contents.Add(contents.VpcAttributes, document, VpcId, d => new VpcDnsAttributes(
            d.RequiredText(VpcId), d.Object(DnsSupport)?.Flag("Value"), d.Object(DnsHostnames)?.Flag("Value")));
        if (added)
            contents.AddDocument(ResourceKind.VpcAttribute, isTruncated: false);
    }

    public static void Write(Utf8JsonWriter json, string vpcId, string attribute, bool value)
    {
        json.WriteText(VpcId, vpcId);
        json.WriteStartObject(attribute);
        json.WriteFlag("Value", value);
        json.WriteEndObject();
    }
}
