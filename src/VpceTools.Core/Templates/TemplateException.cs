namespace VpceTools.Templates;

/// <summary>Carries the one error of a template out of its reading.</summary>
/// <param name="errorId">The stable id of the error.</param>
/// <param name="message">What is wrong, as a sentence.</param>
/// <param name="line">The line, counted from 1; 0 for the whole file.</param>
internal sealed class TemplateException(string errorId, string message, int line) : Exception(message)
{
    /// <summary>The text is no template, or says something that CloudFormation would refuse.</summary>
    public const string Invalid = "TemplateInvalid";

    /// <summary>A macro has yet to make the template.</summary>
    public const string NotProcessed = "TemplateNotProcessed";

    /// <summary>A value depends on itself.</summary>
    public const string Cycle = "TemplateCycle";

    /// <summary>Too large, or values lie too deep in each other.</summary>
    public const string TooLarge = "TemplateTooLarge";

    /// <summary>A value that was given for a parameter cannot be one.</summary>
    public const string ParameterInvalid = "TemplateParameterInvalid";

    /// <summary>The stable id of the error.</summary>
    public string ErrorId => errorId;

    /// <summary>The line; 0 for the whole file.</summary>
    public int Line => line;
}
