using System.ServiceModel;
using System.ServiceModel.Channels;

namespace Uhit.Client.Tests.Sending;

[ServiceContract(Namespace = "urn:test")]
public interface ITestContract
{
    [OperationContract(Action = "urn:contract/Ask", ReplyAction = "*")]
    Task<Message> AskAsync(Message request);
}
