using System.Text.Json;
using VpceTools.Evidence;
using VpceTools.Sources;

namespace VpceTools.Snapshots;

/// <summary>Reads one file. A file without a known key is walked through, to check that it is JSON, and never parsed.</summary>
internal static class SnapshotFileReader
{
    private const long LargestFile = 1024 * 1024 * 1024;

    public static EvidenceContents Read(SnapshotFile file, CancellationToken cancellationToken)
    {
        var contents = new EvidenceContents(file.Name);
        try
        {
            if (file.Length > LargestFile)
                throw new NetworkSourceException("SnapshotUnreadable",
                    $"'{file.Path}' is larger than {LargestFile / 1024 / 1024} MB, which no output of the AWS CLI about a network is.",
                        file.Path);
            var utf8 = file.Length == 0 ? ReadOnlyMemory<byte>.Empty : JsonText.ToUtf8(File.ReadAllBytes(file.Path));
            // A redirected command that failed leaves an empty file behind.
            if (JsonText.IsBlank(utf8.Span))
            {
                contents.Remarks.Add($"'{file.Name}' is empty, or no regular file; the command that was to fill it may have failed.");
            }
            else if (HasKnownKey(utf8.Span))
            {
                using var json = JsonDocument.Parse(utf8, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                new DocumentWalk(contents, cancellationToken).Read(DocumentNode.Root(json.RootElement));
            }

            return contents;
        }
        catch (JsonException e)
        {
            throw new NetworkSourceException(
                "SnapshotInvalid",
                    $"'{file.Path}' is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: {Sentence(e)}",
                    file.Path, e);
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

    /// <summary>Whether an object at the top has a known key. Arrays (the output of --query) say nothing of what they list.</summary>
    private static bool HasKnownKey(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && EvidenceKinds.IsKnown(ref reader))
                return true;
        return false;
    }

    /// <summary>The message without the position, which the parser counts from zero.</summary>
    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message.Substring(0, end);
    }
}
