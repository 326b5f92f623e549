using RabbitMQ.Client;

namespace Undertone.Fleet.Queues;

/// <summary>A message that is to be sent.</summary>
/// <param name="Properties">Its properties.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record OutgoingMessage(BasicProperties Properties, byte[] Body);
