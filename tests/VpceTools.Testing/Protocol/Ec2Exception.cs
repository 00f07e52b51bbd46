namespace VpceTools.Testing.Protocol;

/// <summary>A refusal as EC2 words it: a code, a message and an HTTP status.</summary>
internal sealed class Ec2Exception(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;

    public static Ec2Exception MissingParameter(string parameter) =>
        new("MissingParameter", $"The request must contain the parameter {parameter}");

    public static Ec2Exception InvalidValue(string value, string parameter, string because = "") =>
        new("InvalidParameterValue", $"Value ({value}) for parameter {parameter} is invalid.{(because.Length == 0 ? "" : " " + because)}");
}
