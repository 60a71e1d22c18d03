using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store.Json;

/// <summary>The settings of <see cref="StoreJson"/>: what is written today must be read for ever, so a change here is a new version of every store.</summary>
internal static class StoreJsonOptions
{
    public static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = StoreJsonContext.Default.WithAddedModifier(AbsentMembers.Complete),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            Converters =
            {
                new TextConverter<EsiId>(id => id.Value, EsiId.Parse),
                new TextConverter<AuthenticationId>(id => id.Value, AuthenticationId.FromStore),
                new TextConverter<RequestId>(id => id.Value, RequestId.FromStore),
                new TextConverter<MessageId>(id => id.Value, MessageId.FromStore),
                new TextConverter<TransactionId>(id => id.Value, TransactionId.FromStore),
                new TextConverter<DeliveryId>(id => id.Value, DeliveryId.FromStore),
                new TextConverter<ValidationStatus>(status => status.Value, text => new ValidationStatus(text)),
                new TextConverter<ReceiptId>(id => id.ToString(), text => new ReceiptId(Guid.ParseExact(text, "N"))),
                new OrdinalDictionaryConverter<ValidationRecord>(),
                new OrdinalDictionaryConverter<DeliveryRecord>(),
                new OrdinalDictionaryConverter<FetchRecord>(),
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
