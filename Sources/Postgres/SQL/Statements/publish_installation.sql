select facteur.publish_installation($1::jsonb)
