using VpceTools.Sources;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>
/// A folder that the CDK synthesized: its stacks, each with its template, its name and where it goes, and the construct paths of their
/// resources. Stages are assemblies of their own inside of it.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html and the schema of the package @aws-cdk/cloud-assembly-schema
/// </remarks>
internal static class CloudAssembly
{
    private const string Manifest = "manifest.json";
    private const int DeepestStage = 8;

    /// <summary>The stacks of a folder; null where it is no such folder.</summary>
    public static IReadOnlyList<AssemblyStack>? StacksOf(string folder) =>
        File.Exists(Path.Combine(folder, Manifest)) ? [.. Stacks(folder, 0)] : null;

    private static IEnumerable<AssemblyStack> Stacks(string folder, int depth)
    {
        var path = Path.Combine(folder, Manifest);
        var root = Json(path);
        if (root["artifacts"] is not { Kind: TemplateNodeKind.Mapping } artifacts)
            throw new NetworkSourceException(TemplateException.Invalid, $"'{path}' is no manifest of the CDK: it has no artifacts.", path);
        foreach (var artifact in artifacts.Members)
        {
            if (artifact.Value["properties"] is not { } properties)
                continue;
            var type = artifact.Value["type"]?.Text;
            if (type == "aws:cloudformation:stack" && Inside(folder, properties["templateFile"]?.Text) is { } template)
                yield return new(
                    properties["stackName"]?.Text ?? artifact.Name, template, Region(artifact.Value), Account(artifact.Value),
                    Paths(folder, artifact.Value));
            else if (type == "cdk:cloud-assembly" && depth < DeepestStage && Inside(folder, properties["directoryName"]?.Text) is { } inner)
                foreach (var stack in Stacks(inner, depth + 1))
                    yield return stack;
        }
    }

    /// <summary>A path inside of a folder; null for one that leads out of it, which no manifest has a reason to name.</summary>
    public static string? Inside(string folder, string? name)
    {
        if (name is null || name.Length == 0 || Path.IsPathRooted(name) || name.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            return null;
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(root, name));
        return full.StartsWith(root, StringComparison.Ordinal) && !LeadsAway(root, full) ? full : null;
    }

    /// <summary>Whether a link on the way from a folder to a path leads out of it.</summary>
    private static bool LeadsAway(string root, string full)
    {
        try
        {
            for (var at = full; at is not null && at.Length > root.Length; at = Path.GetDirectoryName(at))
                if ((File.Exists(at) || Directory.Exists(at)) && File.GetAttributes(at).HasFlag(FileAttributes.ReparsePoint)
                    && !IsWithin(root, at))
                    return true;
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsWithin(string root, string link)
    {
#if NET
        FileSystemInfo found = Directory.Exists(link) ? new DirectoryInfo(link) : new FileInfo(link);
        return found.ResolveLinkTarget(returnFinalTarget: true)?.FullName.StartsWith(root, StringComparison.Ordinal) == true;
#else
        // Where a link leads to cannot be asked here.
        return false;
#endif
    }

    // aws://123456789012/eu-west-1, or aws://unknown-account/unknown-region.
    private static string? Region(TemplateNode artifact) =>
        Environment(artifact, 1) is { } region && region != "unknown-region" ? region : null;

    private static string? Account(TemplateNode artifact) =>
        Environment(artifact, 0) is { } account && account != "unknown-account" ? account : null;

    private static string? Environment(TemplateNode artifact, int part)
    {
        const string Scheme = "aws://";
        var parts = artifact["environment"]?.Text is { } text && text.StartsWith(Scheme, StringComparison.Ordinal)
            ? text.Substring(Scheme.Length).Split('/') : [];
        return parts.Length == 2 && parts[part].Length > 0 ? parts[part] : null;
    }

    /// <summary>The construct paths by logical id: in the manifest, or since schema 54 in a file beside it.</summary>
    private static Dictionary<string, string> Paths(string folder, TemplateNode artifact)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var members = (artifact["metadata"]?.Members ?? []).AsEnumerable();
        if (Inside(folder, artifact["additionalMetadataFile"]?.Text) is { } file && File.Exists(file))
            members = members.Concat(Json(file).Members);
        foreach (var member in members)
            foreach (var entry in member.Value.Items)
                if (entry["type"]?.Text == "aws:cdk:logicalId" && entry["data"] is { Kind: TemplateNodeKind.Text } id)
                    paths[id.Text] = member.Name.TrimStart('/');
        return paths;
    }

    private static TemplateNode Json(string path)
    {
        try
        {
            return TemplateJson.Read(TemplateFile.Text(path));
        }
        catch (TemplateException error)
        {
            throw TemplateFile.ErrorOf(path, error);
        }
    }
}

/// <summary>A stack of a cloud assembly.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TemplatePath">Its template.</param>
/// <param name="Region">The Region that it goes to; null where that is not known yet.</param>
/// <param name="AccountId">The account that it goes to; null where that is not known yet.</param>
/// <param name="Paths">The construct paths of its resources, by logical id.</param>
internal sealed record AssemblyStack(
    string Name, string TemplatePath, string? Region, string? AccountId, IReadOnlyDictionary<string, string> Paths);
