using System.Management.Automation;
using System.Reflection;

namespace VpceTools.Parameters;

/// <summary>
/// The object that the pipeline is at. A parameter cannot tell whether it was bound to the object itself or to a property of it, and the
/// engine keeps to itself what it binds; of an engine that calls it something else nothing is known.
/// </summary>
internal static class PipelineRecord
{
    private static readonly PropertyInfo? Current = typeof(Cmdlet).BaseType?.GetProperty(
        "CurrentPipelineObject", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    /// <summary>Whether a record of the cmdlet's pipeline is credentials itself, and not an object with a property that is.</summary>
    public static bool IsCredentials(Cmdlet cmdlet) => AwsToolsObject.Unwrap(Current?.GetValue(cmdlet)) is { } record
        && AwsToolsObject.IsCredentials(record);
}
