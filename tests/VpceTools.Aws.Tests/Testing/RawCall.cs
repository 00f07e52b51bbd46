using System.Net.Http.Headers;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Calls the server without an SDK, to see the answer as it travels.</summary>
internal static class RawCall
{
    public static async Task<string> PostAsync(Ec2TestServer server, string operation,
        params IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url);
        request.Content = new FormUrlEncodedContent([new("Action", operation), new("Version", "2016-11-15"), .. parameters]);
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256",
            "Credential=AKIDTEST/20240501/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
