from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    # Without hide_input_in_errors a failed start would print the other secrets.
    model_config = SettingsConfigDict(hide_input_in_errors=True)

    jwt_secret: SecretStr = Field(min_length=1)
    jwt_expire_minutes: int = Field(default=60, gt=0)
    webhook_secret: SecretStr = Field(min_length=1)

    database_url: str = "sqlite:///./jobs.db"
    upload_dir: Path = Path("uploads")
    max_upload_bytes: int = Field(default=50 * 1024 * 1024, gt=0)

    cors_origin: str = "https://app.datapipeline.io"
    log_level: str = "INFO"


settings = Settings()
