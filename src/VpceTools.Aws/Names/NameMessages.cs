using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace VpceTools.Aws.Names;

/// <summary>A request for any of the calls, for the SDK's pipeline.</summary>
internal sealed class NameRequest(NameOperation operation, IReadOnlyDictionary<string, string> parameters) : AmazonWebServiceRequest
{
    public NameOperation Operation => operation;

    public IReadOnlyDictionary<string, string> Parameters => parameters;
}

/// <summary>An answer, as the JSON that the AWS CLI would print of it.</summary>
internal sealed class NameResponse : AmazonWebServiceResponse
{
    public JsonElement Document { get; init; }
}

/// <summary>
/// Puts the parameters where the protocol has them: path and query string, or a JSON body with a header that names the operation.
/// </summary>
internal sealed class NameRequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static NameRequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var (operation, parameters) = (((NameRequest)input).Operation, ((NameRequest)input).Parameters);
        var request = new DefaultRequest(input, operation.Service.Id) { HttpMethod = "GET", ResourcePath = operation.Path };
        if (operation.Service.TargetPrefix is { } prefix)
        {
            request.HttpMethod = "POST";
            request.ResourcePath = "/";
            request.Headers["X-Amz-Target"] = $"{prefix}.{operation.Name}";
            request.Headers["Content-Type"] = "application/x-amz-json-1.1";
            request.Content = Body(parameters);
            return request;
        }

        foreach (var (name, value) in parameters.Select(parameter => (parameter.Key, parameter.Value)))
        {
            if (operation.Path.Contains("{" + name + "}"))
                request.AddPathResource("{" + name + "}", value);
            else
                request.Parameters.Add(operation.Query[name], value);
        }

        request.UseQueryString = true;
        return request;
    }

    private static byte[] Body(IReadOnlyDictionary<string, string> parameters)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, value) in parameters.Select(parameter => (parameter.Key, parameter.Value)))
            {
                if (name == "MaxResults")
                    json.WriteNumber(name, int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                else
                    json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}

/// <summary>Takes an answer of JSON as it is.</summary>
internal sealed class NameJsonUnmarshaller : JsonResponseUnmarshaller
{
    public static NameJsonUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        try
        {
            using var document = JsonDocument.Parse(input.Stream);
            return new NameResponse { Document = document.RootElement.Clone() };
        }
        catch (JsonException e)
        {
            throw new System.Xml.XmlException("it is no JSON.", e);
        }
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}

/// <summary>Makes JSON of an answer of XML.</summary>
internal sealed class NameXmlUnmarshaller : XmlResponseUnmarshaller
{
    public static NameXmlUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) =>
        new NameResponse { Document = XmlAnswer.ToJson(input.Stream) };

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        return new(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
