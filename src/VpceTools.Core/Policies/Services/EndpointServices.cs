using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// Which IAM service prefixes the calls through an endpoint have: the name of an endpoint service is often not its prefix.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html for the endpoint services; each service's page
/// in https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html for its
/// prefix.
/// </remarks>
internal static class EndpointServices
{
    private static readonly Regex Name = new(
        @"^(?:cn\.)?(?:com\.amazonaws|aws\.api|aws\.sagemaker)\.(?:(?<region>[a-z]{2,4}-[a-z-]+-[0-9]+)\.)?(?<service>[a-z0-9.-]+?)(?:-fips)?\z",
        RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>What differs; for the rest the name, or its part before the first dot, is the prefix.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Prefixes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["analytics-omics"] = "omics",
        ["appconfigdata"] = "appconfig",
        ["appmesh-envoy-management"] = "appmesh",
        ["appsync-api"] = "appsync",
        ["aps-workspaces"] = "aps",
        ["arsenal-discovery"] = "discovery",
        ["bedrock-agent"] = "bedrock",
        ["bedrock-agent-runtime"] = "bedrock",
        ["bedrock-data-automation"] = "bedrock",
        ["bedrock-data-automation-runtime"] = "bedrock",
        ["bedrock-runtime"] = "bedrock",
        ["cloudcontrolapi"] = "cloudformation",
        ["cloudhsmv2"] = "cloudhsm",
        ["codedeploy-commands-secure"] = "codedeploy-commands-secure",
        ["control-storage-omics"] = "omics",
        ["data-servicediscovery"] = "servicediscovery",
        ["dynamodb-streams"] = "dynamodb",
        ["ecs-agent"] = "ecs",
        ["ecs-telemetry"] = "ecs",
        ["elasticbeanstalk-health"] = "elasticbeanstalk",
        ["email"] = "ses",
        ["email-smtp"] = "ses",
        ["emr-serverless-services.livy"] = "emr-serverless",
        ["evidently-dataplane"] = "evidently",
        ["finspace-api"] = "finspace-api",
        ["forecastquery"] = "forecast",
        ["git-codecommit"] = "codecommit",
        ["grafana-workspace"] = "grafana",
        ["guardduty-data"] = "guardduty",
        ["kinesis-firehose"] = "firehose",
        ["kinesis-streams"] = "kinesis",
        ["memory-db"] = "memorydb",
        ["models-v2-lex"] = "lex",
        ["monitoring"] = "cloudwatch",
        ["neptune-graph-data"] = "neptune-graph",
        ["notebook"] = "sagemaker",
        ["partner-app"] = "sagemaker",
        ["personalize-events"] = "personalize",
        ["personalize-runtime"] = "personalize",
        ["pinpoint"] = "mobiletargeting",
        ["pinpoint-sms-voice-v2"] = "sms-voice",
        ["pipes-data"] = "pipes",
        ["quicksight-website"] = "quicksight",
        ["rum-dataplane"] = "rum",
        ["runtime-medical-imaging"] = "medical-imaging",
        ["runtime-v2-lex"] = "lex",
        ["s3-global"] = "s3",
        ["s3-outposts"] = "s3-outposts",
        ["servicecatalog-appregistry"] = "servicecatalog",
        ["storage-omics"] = "omics",
        ["streaming-rekognition"] = "rekognition",
        ["studio"] = "sagemaker",
        ["sync-states"] = "states",
        ["tags-omics"] = "omics",
        ["transcribestreaming"] = "transcribe",
        ["workflows-omics"] = "omics",
    };

    // CodeArtifact's example of an endpoint policy allows sts:GetServiceBearerToken too
    // (https://docs.aws.amazon.com/codeartifact/latest/ug/create-vpc-endoint-policy.html), the call for which is made "on your behalf"
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bearer.html).
    private static readonly Dictionary<string, string[]> OtherActions = new(StringComparer.Ordinal)
    {
        ["codeartifact"] = ["sts:GetServiceBearerToken"],
    };

    // The agent of Systems Manager uses the three of them together
    // (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html); Incident Manager's example of an endpoint
    // policy names actions of both its services (https://docs.aws.amazon.com/incident-manager/latest/userguide/).
    private static readonly string[][] Families = [["ssm", "ssmmessages", "ec2messages"], ["ssm-incidents", "ssm-contacts"]];

    /// <summary>Actions of other services that the policy of an endpoint decides as well.</summary>
    public static ValueList<string> OtherActionsOf(string serviceName) =>
        PrefixesOf(serviceName).SelectMany(prefix => OtherActions.TryGetValue(prefix, out var actions) ? actions : []).ToValueList();

    /// <summary>The prefixes of the services that are used only together with that of an endpoint.</summary>
    public static ValueList<string> RelatedPrefixesOf(string serviceName)
    {
        var prefixes = PrefixesOf(serviceName);
        return Families.Where(family => family.Any(prefixes.Contains)).SelectMany(family => family).Except(prefixes).ToValueList();
    }

    /// <summary>The service and the Region in the name of an endpoint service; null for endpoint services that are not of AWS.</summary>
    public static (string Service, string? Region)? Parse(string serviceName)
    {
        // vpce-svc-… names the endpoint services of customers: com.amazonaws.vpce.us-east-1.vpce-svc-….
        var match = Name.Match(serviceName);
        if (!match.Success || match.Groups["service"].Value.StartsWith("vpce.", StringComparison.Ordinal))
            return null;
        return (match.Groups["service"].Value, match.Groups["region"].Success ? match.Groups["region"].Value : null);
    }

    /// <summary>The service in the name, its FIPS variant under the plain one; null for endpoint services that are not of AWS.</summary>
    public static string? CodeOf(string serviceName) => Parse(serviceName)?.Service.Replace("-fips", "");

    /// <summary>The Region in the name; null without one.</summary>
    public static string? RegionOf(string serviceName) => Parse(serviceName)?.Region;

    /// <summary>The prefixes; none where the service is not known.</summary>
    public static ValueList<string> PrefixesOf(string serviceName)
    {
        if (Parse(serviceName) is not { } parsed)
            return [];
        var service = parsed.Service;
        var dot = service.IndexOf('.');
        string[] candidates = dot < 0 ? [service] : [service, service.Substring(0, dot)];
        foreach (var candidate in candidates)
        {
            if (Prefixes.TryGetValue(candidate, out var prefix))
                return WithRelatives(prefix);
            if (ServiceAuthorization.IsPrefix(candidate))
                return WithRelatives(candidate);
        }

        return [];
    }

    // The S3 endpoint also takes the calls of these prefixes
    // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html).
    private static ValueList<string> WithRelatives(string prefix) => prefix == "s3" ? ["s3", "s3-object-lambda"] : [prefix];
}
