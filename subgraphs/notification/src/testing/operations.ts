export const NOTIFICATIONS = /* GraphQL */ `
  query ($first: Int, $after: String, $filter: NotificationFilterInput) {
    notifications(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          template
          channel
          subject
          body
          status
          read
          readAt
          createdAt
          order {
            id
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      unreadCount
    }
  }
`;

export const ALL_NOTIFICATIONS = /* GraphQL */ `
  query ($filter: NotificationDeliveryFilterInput) {
    allNotifications(first: 50, filter: $filter) {
      edges {
        node {
          id
          template
          channel
          subject
          body
          status
          attempts
          lastError
          sentAt
          createdAt
          recipient {
            id
          }
          order {
            id
          }
        }
      }
      totalCount
    }
  }
`;

export const TEMPLATES = /* GraphQL */ `
  query ($after: String) {
    notificationTemplates(first: 8, after: $after) {
      edges {
        node {
          key
          channel
          subject
          body
          version
          updatedAt
          events
          preview {
            subject
            body
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
`;

export const MARK_READ = /* GraphQL */ `
  mutation ($id: ID!) {
    markNotificationRead(input: { id: $id }) {
      notification {
        id
        read
        readAt
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`;

export const RESEND = /* GraphQL */ `
  mutation ($id: ID!) {
    resendNotification(input: { id: $id }) {
      notification {
        id
        status
        recipient {
          id
        }
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`;

export const DEAD_LETTERS = /* GraphQL */ `
  query ($first: Int! = 20) {
    deadLetters(first: $first) {
      id
      queue
      message
      error
      failedAt
    }
  }
`;

export const REDRIVE = /* GraphQL */ `
  mutation ($id: ID!) {
    redriveDeadLetter(input: { id: $id }) {
      deadLetterId
      userErrors {
        field
        message
        code
      }
    }
  }
`;

export const DISCARD = /* GraphQL */ `
  mutation ($id: ID!) {
    discardDeadLetter(input: { id: $id }) {
      deadLetterId
      userErrors {
        field
        message
        code
      }
    }
  }
`;

export const ENTITIES = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Notification {
        id
        body
      }
    }
  }
`;

/** A page of a list, as the operations above select it. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}
