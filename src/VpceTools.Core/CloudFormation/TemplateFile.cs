using System.Text;
using VpceTools.Sources;
using VpceTools.Templates;
using DataFileError = VpceTools.Needs.DataFileError;

namespace VpceTools.CloudFormation;

/// <summary>What takes a text in YAML apart; it stands outside, since a library does it.</summary>
internal delegate (TemplateNode? Root, DataFileError? Error) YamlReader(string text);

/// <summary>Reads the file of a template, and says of a file that is something else what it is.</summary>
/// <param name="yaml">What takes YAML apart.</param>
internal sealed class TemplateFile(YamlReader yaml)
{
    // CloudFormation takes 1 MB: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const long Largest = 8_000_000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The template.</summary>
    /// <exception cref="NetworkSourceException">It is not there, cannot be read, or is no template that can be judged.</exception>
    /// <param name="path">The file.</param>
    /// <param name="given">The values of parameters, over which its loops may run.</param>
    public Template Read(string path, IReadOnlyDictionary<string, string>? given = null)
    {
        var text = Text(path);
        try
        {
            return Template.From(Root(path, text), given);
        }
        catch (TemplateException error)
        {
            throw ErrorOf(path, error);
        }
    }

    /// <summary>The error of a source that the error of a template is, with its file and line.</summary>
    public static NetworkSourceException ErrorOf(string path, TemplateException error) => new(
        error.ErrorId, error.Line > 0 ? $"'{path}', line {error.Line}: {error.Message}" : $"'{path}': {error.Message}", path, error);

    /// <summary>The text of a file.</summary>
    public static string Text(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new NetworkSourceException("TemplateNotFound", $"There is no file '{path}'.", path);
            // Pipes and devices have no length, and no end.
            if (file.Length is 0 or > Largest)
                throw Invalid(path, file.Length == 0 ? "it is empty, or no regular file."
                    : $"it is larger than {Largest / 1_000_000} MB, and CloudFormation takes 1 MB.");
            var text = Utf8.GetString(File.ReadAllBytes(path));
            return text.Length > 0 && text[0] == '\uFEFF' ? text.Substring(1) : text;
        }
        catch (DecoderFallbackException)
        {
            throw Invalid(path, "it is not text in UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new NetworkSourceException("TemplateUnreadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }

    private TemplateNode Root(string path, string text)
    {
        var isJson = text.TrimStart().StartsWith("{", StringComparison.Ordinal);
        if (isJson && !IsNamed(path, ".yaml", ".yml"))
        {
            var root = TemplateJson.Read(text);
            RefuseOthers(path, root);
            // What 'aws cloudformation get-template' prints: the template is inside.
            return root["TemplateBody"] is not { } body ? root
                : body.Kind == TemplateNodeKind.Text ? Yaml(path, body.Text) : body;
        }

        if (IsNamed(path, ".tf", ".hcl", ".tofu"))
            throw Invalid(path, "it is HCL. Give what 'terraform show -json' prints of a plan ('terraform plan -out') to -PlanPath.");
        return Yaml(path, text);
    }

    private static bool IsNamed(string path, params string[] endings) =>
        Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private TemplateNode Yaml(string path, string text)
    {
        var (root, error) = yaml(text);
        return root ?? throw new NetworkSourceException(
            TemplateException.Invalid, $"'{path}', line {error!.Line}, column {error.Column}: {error.Message}", path);
    }

    private static void RefuseOthers(string path, TemplateNode root)
    {
        if (root["planned_values"] is not null || root["resource_changes"] is not null)
            throw Invalid(path, "it is a Terraform plan: give it to -PlanPath.");
        if (root["terraform_version"] is not null)
            throw Invalid(path, "it is a Terraform state: give what 'terraform show -json' prints to -StatePath.");
        if (root["artifacts"] is not null)
            throw Invalid(path, "it is the manifest of a cdk.out folder: give the folder.");
        if (root["VpcEndpoints"] is not null || root["SecurityGroups"] is not null || root["Vpcs"] is not null)
            throw Invalid(path, "it is output of the AWS CLI: give it to -SnapshotPath.");
    }

    private static NetworkSourceException Invalid(string path, string why) =>
        new(TemplateException.Invalid, $"'{path}' is no CloudFormation template: {why}", path);
}
