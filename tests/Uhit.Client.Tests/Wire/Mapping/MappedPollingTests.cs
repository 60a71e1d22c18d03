using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>What a contract folder says of polling.</summary>
public sealed class MappedPollingTests
{
    // Asked without the number that names it, CNP could only refuse.
    [Theory]
    [InlineData("<t:Number>{transactionId}</t:Number>", "inquiry", true)]
    [InlineData("<t:By number=\"T:{transactionId}\"/>", "inquiry", true)]
    [InlineData("<t:Number>{transactionId}</t:Number>", "client", false)]
    [InlineData("<t:Id>{requestId}</t:Id>", "inquiry", false)]
    [InlineData("<t:Number uhit:if=\"transactionId\">{transactionId}</t:Number><t:Id>{requestId}</t:Id>", "inquiry", false)]
    [InlineData("<t:By uhit:if=\"transactionId\"><t:Number>{transactionId}</t:Number></t:By><t:Id>{requestId}</t:Id>", "inquiry", false)]
    [InlineData("<t:Number>{{transactionId}}</t:Number><t:Id>{requestId}</t:Id>", "inquiry", false)]
    public void Polling_TheFetchWritesCnpsNumber_IsNotAskedBeforeItIsKnown(string content, string per, bool needs)
    {
        using var folder = new ContractFolder();
        folder.Write("templates/fetch.xml", $"<t:Fetch xmlns:t=\"urn:t\" xmlns:uhit=\"urn:uhit:template\">{content}</t:Fetch>");
        folder.Write(MappedContract.FileName, $$"""
            {
              "id": "t-1", "namespaces": { "t": "urn:t" },
              "messages": {
                "fetch": { "action": "urn:fetch", "per": "{{per}}", "template": "templates/fetch.xml" },
                "delivery": { "root": "t:Data", "transactionId": "@n", "usage": { "each": "t:A", "esiId": "@e", "bills": { "startDate": "@s", "endDate": "@x", "usage": "@u" } } }
              }
            }
            """);

        Assert.Equal(needs, MappedContract.Load(folder.Path).WireFormat.Polling!.NeedsTransactionId);
    }
}
