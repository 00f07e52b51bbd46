using System.Management.Automation;
using Xunit;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>What a script wrote, stream by stream.</summary>
/// <param name="Output">The objects.</param>
/// <param name="Errors">The non-terminating errors.</param>
/// <param name="TerminatingError">What ended the script, or null.</param>
public sealed record ModuleResult(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, ErrorRecord? TerminatingError)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Verbose { get; init; } = [];

    public IReadOnlyList<string> Debug { get; init; } = [];

    public IReadOnlyList<ProgressRecord> Progress { get; init; } = [];

    /// <summary>The one error there is, terminating or not; a test of an error path wants no other.</summary>
    public ErrorRecord SingleError => TerminatingError is null ? Assert.Single(Errors) : TerminatingError;

    /// <summary>The objects, after making sure that nothing failed.</summary>
    public IReadOnlyList<PSObject> Succeeded()
    {
        Assert.Null(TerminatingError);
        Assert.Empty(Errors);
        return Output;
    }

    /// <summary>A property of every object, as text.</summary>
    public IReadOnlyList<string> Texts(string property) =>
        [.. Succeeded().Select(item => LanguagePrimitives.ConvertTo<string>(item.Properties[property]?.Value))];
}
