using Uhit.Client.Tests.Wire.Mapping;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Tests;

/// <summary>A small contract folder of a test, with what the test wants in it.</summary>
internal static class SimulatedFolder
{
    public const string Bills = """{ "each": "B", "startDate": "@f", "endDate": "@t", "usage": "." }""";
    public const string Series =
        """{ "each": "S", "meterNumber": "@m", "channel": "@c", "unit": "@u", "intervalMinutes": "@i", "readings": { "each": "R", "end": "@t", "quantity": ".", "readType": "@q" } }""";

    public static SimulatedWireFormat Load(string? codes = null, string? delivery = null, string? lines = null)
    {
        using var folder = new ContractFolder();
        folder.Write("request.xml", """
            <Ask xmlns="urn:t" xmlns:uhit="urn:uhit:template" a="{authenticationId}" r="{requestId}" m="{messageId}" t="{sentAt}">
              <L uhit:each="line" e="{esiId}" f="{period.start}" t="{period.end}" k="{requestedUsage}" on="{authorization.authorizedOn}" />
            </Ask>
            """);
        folder.Write("answer.xml", """<Taken xmlns="urn:t" r="{requestId}" m="{messageId}" s="{status}" t="{receivedAt}" />""");
        folder.Write(MappedContract.FileName, $$"""
            {
              "id": "t", "soap": "1.1", "namespaces": { "": "urn:t" },
              "codes": { "reply": {{codes ?? """{ "OK": "Accepted", "NO": "Rejected" }"""}}, "verdict": { "OK": "Validated", "NOK": "Failed" } },
              "messages": {
                "request": { "action": "a", "template": "request.xml", "answer": { "root": "Answer", "requestId": "@r", "messageId": "@m", "receivedAt": "@t", "status": { "path": "@s", "codes": "reply" } } },
                "fault": { "root": "Trouble", "code": "@c", "description": "." },
                "validation": {
                  "action": "v", "root": "Verdict", "authenticationId": "@a", "requestId": "@r", "messageId": "@m", "sentAt": "@s", "answer": { "template": "answer.xml" },
                  "lines": {{lines ?? """{ "each": "L", "lineNumber": "@n", "esiId": "@e", "status": { "path": "@s", "codes": "verdict" } }"""}}
                },
                "delivery": {{delivery ?? Delivery("Data", $"\"bills\": {Bills}, \"series\": {Series}")}}
              }
            }
            """);
        return MappedContract.Load(folder.Path).WireFormat;
    }

    public static string Delivery(string root, string usage) => $$"""
        {
          "action": "d", "root": "{{root}}", "authenticationId": "@a", "requestId": "@r", "messageId": "@m", "sentAt": "@s", "answer": { "template": "answer.xml" },
          "usage": { "each": "U", "lineNumber": "@n", "esiId": "@e", {{usage}} }
        }
        """;
}
