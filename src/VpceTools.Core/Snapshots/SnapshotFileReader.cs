using System.Text.Json;
using VpceTools.Model;
using VpceTools.Snapshots.Documents;

namespace VpceTools.Snapshots;

/// <summary>
/// Reads one file. The text is walked token by token and every resource is parsed on its own, so that the memory does not grow with the
/// file beyond its bytes, and what is not needed is only checked for being JSON.
/// </summary>
internal static class SnapshotFileReader
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static SnapshotContents Read(SnapshotFile file, CancellationToken cancellationToken)
    {
        var contents = new SnapshotContents(file.Name);
        try
        {
            var utf8 = JsonText.ToUtf8(File.ReadAllBytes(file.Path));
            // A redirected command that failed leaves an empty file behind.
            if (JsonText.IsBlank(utf8.Span))
                contents.Remarks.Add($"'{file.Name}' is empty; the command that was to fill it may have failed.");
            else
                new Walk(file.Name, contents, cancellationToken).Read(utf8);
            return contents;
        }
        catch (JsonException e)
        {
            throw new NetworkSourceException("SnapshotInvalid", $"'{file.Path}' is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Sentence(e)}", file.Path, e);
        }
        catch (MalformedDocumentException e)
        {
            throw new NetworkSourceException("SnapshotInvalid", $"'{file.Path}' {e.Message}", file.Path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkSourceException("SnapshotUnreadable", $"'{file.Path}' cannot be read: {e.Message}", file.Path, e);
        }
    }

    /// <summary>The message without the position, which the parser counts from zero.</summary>
    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message.Substring(0, end);
    }

    /// <summary>The walk through one document.</summary>
    private sealed class Walk(string file, SnapshotContents contents, CancellationToken cancellationToken)
    {
        private static readonly string[] Arns = ["SubnetArn", "SecurityGroupArn", "SecurityGroupRuleArn", "PrefixListArn"];
        private readonly List<DocumentKind> _kinds = [];
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private bool _isTruncated;

        public void Read(ReadOnlyMemory<byte> utf8)
        {
            var reader = new Utf8JsonReader(utf8.Span, Options);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    ReadProperty(ref reader);
            }
            else
            {
                // Arrays (the output of --query) say nothing of what they list; they are only checked for being JSON.
                reader.Skip();
            }

            while (reader.Read())
                continue;
            foreach (var kind in _kinds)
                contents.AddDocument(kind.Resource, _isTruncated);
            ReadWholeDocument(utf8);
        }

        private void ReadProperty(ref Utf8JsonReader reader)
        {
            var key = Key(ref reader);
            reader.Read();
            if (DocumentKinds.ByKey.TryGetValue(key, out var kind))
                ReadItems(ref reader, kind);
            else if (key == "NextToken")
                _isTruncated |= reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0;
            else
                _keys.Add(key);
            reader.Skip();
        }

        private void ReadItems(ref Utf8JsonReader reader, DocumentKind kind)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return;
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                using var value = JsonDocument.ParseValue(ref reader);
                throw SnapshotNode.Invalid("$." + kind.Key, value.RootElement, "an array");
            }

            int items = 0, foreign = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var item = JsonDocument.ParseValue(ref reader);
                // 'aws efs describe-mount-target-security-groups', for one, lists bare ids under the same key.
                if (item.RootElement.ValueKind == JsonValueKind.String || !ReadItem(kind, SnapshotNode.ItemOf(file, kind.Key, items, item.RootElement), items == 0))
                    foreign++;
                items++;
            }

            if (foreign > 0)
                contents.Remarks.Add($"'{file}': {foreign} of {items} items of {kind.Key} are not what 'aws ec2 describe-…' gives and are ignored.");
            if (items == 0 || foreign < items)
                _kinds.Add(kind);
        }

        /// <summary>Reads the small documents that are told by several keys together.</summary>
        private void ReadWholeDocument(ReadOnlyMemory<byte> utf8)
        {
            var isAttribute = VpcAttributeDocument.IsTold(_keys);
            var isEntries = PrefixListDocument.IsTold(_keys);
            if (!isAttribute && !isEntries)
                return;
            using var document = JsonDocument.Parse(utf8, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var root = SnapshotNode.Root(file, document.RootElement);
            if (isAttribute)
                VpcAttributeDocument.Read(root, contents);
            if (isEntries)
                PrefixListDocument.ReadEntries(root, contents, _isTruncated);
        }

        private bool ReadItem(DocumentKind kind, SnapshotNode item, bool isFirst)
        {
            // The ARN names the Region; the first of a list speaks for all.
            if (isFirst && Arns.Select(item.Text).Select(AwsRegion.OfArn).FirstOrDefault(r => r is not null) is { } region)
                contents.ArnRegions.Add(region);
            return kind.Read(item, contents);
        }

        private static string Key(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException e)
            {
                throw MalformedDocumentException.WrongEncoding("the name of a top-level key", e);
            }
        }
    }
}
