using System.Text;
using Uhit.Client.Store;
using Uhit.Client.Tests.Wire.Mapping;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Callbacks that are found wanting while they are read, or only when all of them is read: each is kept as unreadable.</summary>
public sealed class RefusedAtTheEndTests
{
    private const string Usage = """
        "payload": { "path": "t:File", "encoding": "text", "format": "csv", "columns": ["K", "E"] },
        "when": { "path": "@K", "is": "X" }, "join": true, "esiId": "@E", "bills": { "startDate": "@E", "endDate": "@E", "usage": "@E" }
        """;

    // The last one has no rows, and no number by which its inquiry could be found: that is known at its end only.
    [Theory]
    [InlineData("<File/>")]
    [InlineData("<File></File>")]
    [InlineData("<File/><More/>")]
    [InlineData("<File>A,1</File>")]
    [InlineData("<File>&#160;</File>")]
    public async Task Handle_WhatIsRefused_IsKeptAsUnreadable(string file)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedMessage.Delivery(Usage));
        var body = $"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><Data xmlns='urn:t'>{file}</Data></s:Body>"
            + "</s:Envelope>";

        var response = await fixture.SendAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(500, response.StatusCode);
        var token = TestContext.Current.CancellationToken;
        Assert.Single(await fixture.Store.Inbox.ListAsync(ReceiverFixture.Client, InboxRoom.Unreadable, token).ToListAsync(token));
    }
}
